# SPDX-License-Identifier: Apache-2.0
"""Self-checks of the large expert's shape: `python -m unittest test_catvton` in this folder; seconds."""

from __future__ import annotations

import json
import struct
import tempfile
import unittest
from pathlib import Path

import torch
from torch import Tensor

import manifest
from catvton.bundle import Denoiser
from catvton.unet import UNet
from catvton.vae import Autoencoder
from catvton.weights import fill, randomise, read, unet_weights, vae_weights
from export_catvton import PARAMETERS, TINY, build, count, export, latent, parts

BUNDLE = {"expert": "top", "policyFingerprint": "ab" * 32, "canvas": {"width": 128, "height": 192}, "product": {"width": 128, "height": 192}}


def write(path: Path, tensors: dict[str, Tensor]) -> Path:
    header, data = {}, b""
    for name, tensor in tensors.items():
        raw = tensor.contiguous().view(torch.uint8).numpy().tobytes()
        kind = {torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16"}[tensor.dtype]
        header[name] = {"dtype": kind, "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)
    return path


def tiny(seed: int) -> tuple[UNet, Autoencoder]:
    models = build(TINY, torch.float32)
    randomise(models[0], seed)
    randomise(models[1], seed + 1)
    return models


class PublishedShapeTest(unittest.TestCase):
    # Some of the names and shapes in the published files, one of every kind of layer.
    UNET = {
        "conv_in.weight": (320, 9, 3, 3),
        "time_embedding.linear_2.weight": (1280, 1280),
        "down_blocks.0.attentions.1.transformer_blocks.0.attn1.to_out.0.bias": (320,),
        "down_blocks.1.resnets.0.conv_shortcut.weight": (640, 320, 1, 1),
        "down_blocks.2.attentions.0.transformer_blocks.0.ff.net.0.proj.weight": (10240, 1280),
        "down_blocks.2.downsamplers.0.conv.weight": (1280, 1280, 3, 3),
        "mid_block.attentions.0.proj_in.weight": (1280, 1280, 1, 1),
        "up_blocks.0.upsamplers.0.conv.bias": (1280,),
        "up_blocks.2.resnets.2.norm1.weight": (960,),
        "up_blocks.3.resnets.0.time_emb_proj.weight": (320, 1280),
        "conv_out.weight": (4, 320, 3, 3),
    }
    VAE = {
        "encoder.down_blocks.1.resnets.0.conv_shortcut.weight": (256, 128, 1, 1),
        "encoder.mid_block.attentions.0.to_q.bias": (512,),
        "encoder.conv_out.weight": (8, 512, 3, 3),
        "quant_conv.weight": (8, 8, 1, 1),
        "decoder.up_blocks.2.resnets.0.conv1.weight": (256, 512, 3, 3),
        "decoder.up_blocks.1.upsamplers.0.conv.weight": (512, 512, 3, 3),
        "decoder.conv_norm_out.weight": (128,),
    }

    def test_has_the_published_number_of_parameters_and_names(self) -> None:
        with torch.device("meta"):
            unet, vae = UNet(), Autoencoder()
        self.assertEqual(count(unet, vae), PARAMETERS)
        self.assertEqual(round(PARAMETERS / 1e6), 899)
        attention = sum(weight.numel() for name, weight in unet.named_parameters() if ".attn1." in name)
        self.assertEqual(attention, 49_574_080)
        for model, names, tensors in ((unet, self.UNET, 686 - 16 * 5), (vae, self.VAE, 248)):
            state = model.state_dict()
            self.assertEqual(len(state), tensors)
            for name, shape in names.items():
                self.assertEqual(tuple(state[name].shape), shape, name)


class WeightsTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)

    def test_numbered_attention_goes_to_its_layers(self) -> None:
        published, (unet, _) = tiny(1)[0].state_dict(), tiny(5)
        trained = {name: weight + 1 for name, weight in published.items() if ".attn1." in name}
        layers = [name.partition(".attn1.")[0] for name in published if name.endswith("attn1.to_q.weight")]
        self.assertEqual(layers[-1].split(".")[0], "mid_block")
        numbered = {f"{7 * number}.{name.partition('.attn1.')[2]}": weight for number, layer in enumerate(layers) for name, weight in trained.items() if name.startswith(f"{layer}.")}
        left_out = {"down_blocks.0.attentions.0.transformer_blocks.0.attn2.to_q.weight": torch.zeros(8, 8)}
        base = write(self.root / "unet", published | left_out)
        attention = write(self.root / "attention", {name: weight.half() for name, weight in numbered.items()})
        fill(unet, unet_weights(base, attention), "unet")
        for name, weight in (published | trained).items():
            self.assertLess((unet.state_dict()[name] - weight).abs().max().item(), 2e-3, name)

    def test_old_names_of_the_autoencoders_attention_are_known(self) -> None:
        (_, source), (_, vae) = tiny(2), tiny(3)
        old = {}
        for name, weight in source.state_dict().items():
            for new, former in (("to_q", "query"), ("to_k", "key"), ("to_v", "value"), ("to_out.0", "proj_attn")):
                if f"attentions.0.{new}." in name:
                    name, weight = name.replace(new, former), weight[:, :, None, None] if weight.ndim == 2 else weight
            old[name] = weight.bfloat16()
        fill(vae, vae_weights(write(self.root / "vae", old)), "vae")
        for name, weight in source.state_dict().items():
            self.assertTrue(torch.equal(vae.state_dict()[name], weight.bfloat16().float()), name)

    def test_says_what_a_file_lacks(self) -> None:
        (unet, _) = tiny(4)
        state = dict(unet.state_dict())
        del state["conv_out.bias"]
        with self.assertRaisesRegex(ValueError, "lacks conv_out.bias; holds besides other.weight"):
            fill(unet, read(write(self.root / "unet", state | {"other.weight": torch.zeros(1)})), "unet")


class BundleTest(unittest.TestCase):
    @torch.no_grad()
    def test_guidance_leads_away_from_what_is_painted_without_a_product(self) -> None:
        unet, vae = tiny(6)
        _, denoiser, _ = parts(unet, vae)
        canvas = (64, 64)
        noisy, known = latent(1, canvas, 1), latent(1, canvas, 2)
        condition = (known, known, torch.ones(1, 1, *known.shape[2:]))
        one, two, four = (denoiser(noisy, torch.tensor([500.0]), condition, torch.tensor([g])) for g in (1.0, 2.0, 4.0))
        self.assertGreater((two - one).abs().max().item(), 1e-4)
        self.assertLess((four - one - 3 * (two - one)).abs().max().item(), 1e-4)
        person = known.chunk(2, dim=2)[0]
        alone = Denoiser(unet)(noisy, torch.tensor([500.0]), (known, torch.cat([person, torch.zeros_like(person)], 2), condition[2]), torch.tensor([4.0]))
        self.assertLess((alone - (2 * one - two)).abs().max().item(), 1e-4)

    def test_exports_bfloat16_inside_and_single_precision_at_the_edges(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            (root / "bundle.json").write_text(json.dumps(BUNDLE))
            models = build(TINY, torch.bfloat16)
            for seed, model in enumerate(models):
                randomise(model, seed)
            made = export(root, root / "out", models, "0.0.1", "bfloat16")
            self.assertEqual(json.loads((root / "out" / "bundle.json").read_text()), made)
            self.assertEqual(made["latent"], {"channels": 4, "width": 16, "height": 48})
            files = {name: torch.jit.load(str(root / "out" / f"{name}.pt")) for name in manifest.FUNCTIONS}
            self.assertEqual({weight.dtype for weight in files["denoiser"].parameters()}, {torch.bfloat16})


if __name__ == "__main__":
    unittest.main()
