# SPDX-License-Identifier: Apache-2.0
"""Self-checks: `python -m unittest test_training` in this folder; a minute on two cores."""

from __future__ import annotations

import argparse
import json
import struct
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

import checkpoint
from ablate import ablate
from dataset import Shards
from export import export
from flow import Sampling, sample
from model import Decoder, Expert, Size, inpaint, low_resolution
from texture import lesson
from train import parser, train


def write_shard(path: Path, count: int, seed: int, fingerprint: str = "0" * 64) -> None:
    """Pairs that can be learned: a square of product colour on a ground, darkened to the right; the placement is not darkened."""
    rng = np.random.default_rng(seed)
    ground = rng.integers(40, 220, (count, 3, 1, 1)) * np.ones((1, 1, 128, 96))
    cloth = rng.integers(40, 250, (count, 3, 1, 1)) * np.ones((1, 1, 128, 96))
    mask, alpha = np.zeros((count, 1, 128, 96)), np.zeros((count, 1, 128, 96))
    mask[:, :, 24:104, 16:80], alpha[:, :, 40:90, 28:68] = 1, 1
    shade = np.linspace(1.0, 0.5, 96)[None, None, None, :]
    tensors = {
        "masked_crop": ground * (1 - mask),
        "mask": mask * 255,
        "placed": np.concatenate([cloth * alpha, alpha * 255], axis=1),
        "product": cloth,
        "target": cloth * shade * alpha + ground * (1 - alpha),
    }
    header: dict[str, object] = {
        "__metadata__": {"expert": "top", "policy_fingerprint": fingerprint, "canvas": "384x512", "scale": "4"}
    }
    data = b""
    for name, values in tensors.items():
        raw = values.round().astype(np.uint8).tobytes()
        header[name] = {"dtype": "U8", "shape": list(values.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def arguments(shards: Path, out: Path, steps: int) -> argparse.Namespace:
    return parser().parse_args(["--shards", str(shards), "--out", str(out), "--steps", str(steps), "--batch", "4"])


class TrainingTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        (self.root / "shards").mkdir()
        write_shard(self.root / "shards" / "a.safetensors", 40, 1)

    def test_learns_light_beyond_the_placement(self) -> None:
        metrics = train(arguments(self.root / "shards", self.root / "run", 60))
        validation = metrics["validation"]
        self.assertGreater(validation["expert"]["psnr"], validation["placed_over_inpainting"]["psnr"] + 1)

    def test_goes_on_where_it_stopped(self) -> None:
        train(arguments(self.root / "shards", self.root / "whole", 6))
        train(arguments(self.root / "shards", self.root / "parts", 3))
        metrics = train(arguments(self.root / "shards", self.root / "parts", 6))
        self.assertEqual(metrics["steps"], 6)

    def test_starting_from_another_run_remembers_what_that_cost(self) -> None:
        train(arguments(self.root / "shards", self.root / "base", 3))
        tuned = arguments(self.root / "shards", self.root / "tuned", 2)
        tuned.start = self.root / "base" / "checkpoint.pt"
        train(tuned)
        state = checkpoint.load(self.root / "tuned" / "checkpoint.pt")
        self.assertEqual((state["step"], state["earlier"]["steps"]), (2, 3))

    def test_lesson_keeps_the_placed_texture_and_takes_the_light_of_the_truth(self) -> None:
        stripes = (torch.arange(96) // 4 % 2).float()[None, None, None, :].expand(1, 3, 128, 96) * 0.5 + 0.3
        alpha = torch.ones(1, 1, 128, 96)
        moved = stripes.roll(4, -1) * 0.7
        taught = lesson(moved, stripes, alpha)[..., 20:-20, 20:-20]
        self.assertLess((taught - stripes[..., 20:-20, 20:-20] * 0.7).abs().max().item(), 0.03)
        other = lesson(1 - stripes.roll(4, -1) * torch.tensor([1.0, 0.2, 0.2])[None, :, None, None], stripes, alpha)
        self.assertGreater((other - stripes).abs().mean().item(), 0.1)

    def test_same_seed_gives_the_same_weights(self) -> None:
        weights = []
        for name in ("one", "two"):
            train(arguments(self.root / "shards", self.root / name, 4))
            weights.append(checkpoint.load(self.root / name / "checkpoint.pt")["expert"])
        for key, value in weights[0].items():
            self.assertTrue(torch.equal(value, weights[1][key]), key)

    def test_ablation_compares_both_losses_from_the_same_start(self) -> None:
        options = arguments(self.root / "shards", self.root / "ablation", 3)
        options.seeds = 1
        figures = ablate(options)
        masked, plain = figures["masked"][0]["psnr"], figures["plain"][0]["psnr"]
        self.assertNotEqual(masked, plain)
        self.assertAlmostEqual(figures["gain_db"], masked - plain, places=3)
        starts = [checkpoint.load(self.root / "ablation" / f"{name}-0" / "checkpoint.pt")["generator"] for name in ("masked", "plain")]
        self.assertTrue(torch.equal(*starts), "they did not see the same pairs and noise")

    def test_refuses_shards_of_two_policies(self) -> None:
        write_shard(self.root / "shards" / "b.safetensors", 4, 2, fingerprint="1" * 64)
        with self.assertRaisesRegex(ValueError, "not made alike"):
            Shards(self.root / "shards")

    def test_what_is_held_out_stays_held_out_when_the_set_grows(self) -> None:
        names = lambda shards: {(shards._names[shards._index[i][0]], shards._index[i][1]) for i in shards.split()[1]}  # noqa: E731
        before = names(Shards(self.root / "shards"))
        write_shard(self.root / "shards" / "0-sorts-first.safetensors", 30, 3)
        after = names(Shards(self.root / "shards"))
        self.assertTrue(before)
        self.assertEqual({name for name in after if name[0] == "a.safetensors"}, before)

    def test_export_proves_itself_and_names_what_it_wrote(self) -> None:
        train(arguments(self.root / "shards", self.root / "run", 2))
        manifest = export(self.root / "run" / "checkpoint.pt", self.root / "top", "0.0.1", {}, Sampling())
        self.assertEqual(manifest["policyFingerprint"], "0" * 64)
        self.assertEqual(json.loads((self.root / "top" / "bundle.json").read_text()), manifest)
        size = sum(file.stat().st_size for file in (self.root / "top").glob("*.pt"))
        self.assertLess(size, 6 * 2**20)

    def test_card_names_the_bundle_that_training_began_with(self) -> None:
        train(arguments(self.root / "shards", self.root / "run", 2))
        export(self.root / "run" / "checkpoint.pt", self.root / "top", "0.0.1", {}, Sampling())
        tuned = arguments(self.root / "shards", self.root / "tuned", 1)
        tuned.start = self.root / "top"
        train(tuned)
        export(self.root / "tuned" / "checkpoint.pt", self.root / "next", "0.0.2", {}, Sampling())
        self.assertIn(f"weights of version 0.0.1, made for the masks of policy fingerprint `{'0' * 64}`", (self.root / "next" / "MODEL_CARD.md").read_text())

    def test_inpainting_keeps_what_is_known_and_fills_the_rest(self) -> None:
        weight = torch.ones(1, 1, 128, 96)
        weight[:, :, 40:80, 30:60] = 0
        picture = torch.full((1, 3, 128, 96), 0.4) * weight
        filled = inpaint(picture, weight, 5)
        self.assertLess((filled - 0.4).abs().max().item(), 1e-4)

    def test_untrained_expert_decodes_to_the_placement(self) -> None:
        batch = Shards(self.root / "shards").batch([0, 1])
        expert = Expert(Size.of_latent(96, 128)).eval()
        painted = sample(expert, batch, Sampling(), 0)
        base, features = low_resolution(batch["masked_crop"], batch["mask"], batch["placed"])
        self.assertLess((painted - base).abs().max().item(), 1e-4)
        full = torch.nn.functional.interpolate(base, scale_factor=4.0, mode="nearest")
        mask = torch.nn.functional.interpolate(batch["mask"], scale_factor=4.0, mode="nearest")
        crop = Decoder(4)(base * 2 - 1, (base * 2 - 1, features, torch.zeros(2, 96), torch.cat([full, mask], 1)))
        self.assertLess((crop - full).abs().mean().item(), 0.02)


if __name__ == "__main__":
    unittest.main()
