# SPDX-License-Identifier: Apache-2.0
"""Self-checks of scoring: `python -m unittest test_score` in this folder; seconds. Needs Pillow."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

try:
    import PIL  # noqa: F401
except ImportError as error:
    raise unittest.SkipTest("Pillow is not installed: pip install pillow") from error

import pictures
from align import aligned
from distribution import compare
from images import to_pixels, write_png
from score import score


def scene(seed: int, height: int = 160, width: int = 120) -> Tensor:
    """Smooth colours with some structure, so that there is something to align by."""
    noise = torch.rand(1, 3, 12, 9, generator=torch.Generator().manual_seed(seed))
    return F.interpolate(noise, (height, width), mode="bicubic", align_corners=False)[0].clamp(0, 1)


def save(path: Path, picture: Tensor) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_png(path, to_pixels(picture))


def middle(photo: Tensor) -> Tensor:
    mask = torch.zeros(1, *photo.shape[1:])
    mask[:, 50:110, 40:80] = 1
    return mask


class ColourOfTheMiddle(nn.Module):
    def forward(self, picture: Tensor) -> Tensor:
        return torch.cat([F.avg_pool2d(picture, picture.shape[-1] // 4).flatten(1), torch.ones(picture.shape[0], 1)], dim=1)


class ScoreTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)

    def test_finds_shift_crop_and_stretch(self) -> None:
        photo = scene(1)
        mask = middle(photo)
        changed = photo * (1 - mask) + mask * 0.5
        cropped = pictures.resized(changed[:, 4:156, 5:117], 330, 230)
        result, seen = aligned(cropped, photo, mask)
        beyond = (1 - F.max_pool2d(mask[None], 7, 1, 3)[0]) * seen
        error = ((result - photo).abs() * beyond).sum() / (3 * beyond.sum())
        naive = ((pictures.resized(cropped, 160, 120) - photo).abs() * beyond).sum() / (3 * beyond.sum())
        self.assertLess(error.item(), 0.012)
        self.assertLess(error.item(), naive.item() / 2)
        self.assertLess(abs(seen.mean().item() - 152 * 112 / (160 * 120)), 0.04)

    def test_tells_who_touched_the_photo_and_who_took_another_colour(self) -> None:
        for number in (1, 2):
            photo, folder = scene(number), self.root / "pairs" / f"p{number}"
            mask = middle(photo)
            cloth = torch.tensor([0.8, 0.1, 0.2])[:, None, None].expand_as(photo)
            save(folder / "base.png", photo)
            save(folder / "product.png", torch.where(mask > 0, cloth, torch.ones_like(photo)))
            save(folder / "good.png", photo * (1 - mask) + mask * cloth)
            save(folder / "wrong.png", photo * (1 - mask) + mask * cloth.flip(0))
            save(folder / "careless.png", (photo * (1 - mask) + mask * cloth) * 0.8)
            save(self.root / "masks" / f"p{number}.png", mask)
        network = torch.jit.script(ColourOfTheMiddle())
        torch.jit.save(network, str(self.root / "network.pt"))
        means, rows = score(self.root / "pairs", self.root / "masks", set(), self.root / "network.pt")
        self.assertEqual(len(rows), 2)
        self.assertLess(means["good"]["outside"], 0.01)
        self.assertGreater(means["careless"]["outside"], 0.05)
        self.assertLess(means["good"]["delta_e"], 3)
        self.assertGreater(means["wrong"]["delta_e"], 20)
        self.assertGreater(means["good"]["similarity"], means["wrong"]["similarity"])

    def test_result_of_another_photo_is_left_out(self) -> None:
        photo = scene(1)
        mask = middle(photo)
        for name, picture in {"base": photo, "product": photo, "good": photo * (1 - mask), "stranger": 1 - photo}.items():
            save(self.root / "pairs" / "p1" / f"{name}.png", picture)
        save(self.root / "masks" / "p1.png", mask)
        means, _ = score(self.root / "pairs", self.root / "masks", set(), None)
        self.assertEqual(list(means), ["good"])

    def test_folders_alike_are_at_no_distance(self) -> None:
        for number in range(6):
            save(self.root / "one" / f"{number}.png", scene(number))
            save(self.root / "other" / f"{number}.png", 1 - scene(number))
        torch.jit.save(torch.jit.script(ColourOfTheMiddle()), str(self.root / "network.pt"))
        same = compare(self.root / "one", self.root / "one", self.root / "network.pt", 64)
        far = compare(self.root / "one", self.root / "other", self.root / "network.pt", 64)
        self.assertLess(abs(same["frechet"]), 1e-6)
        self.assertAlmostEqual(same["similarity"], 1.0, places=9)
        self.assertGreater(far["frechet"], 0.01)


if __name__ == "__main__":
    unittest.main()
