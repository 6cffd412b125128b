# SPDX-License-Identifier: Apache-2.0
"""How well an expert paints what it did not see in training, beside what needs no learning.

    python evaluate.py CHECKPOINT --shards DIR [--out metrics.json]
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch
from torch import Tensor

from checkpoint import load_expert
from dataset import Batch, Shards
from flow import Sampling, sample
from model import Expert, inpaint, low_resolution


def masked_psnr(picture: Tensor, batch: Batch) -> Tensor:
    """PSNR in dB per sample over the masked pixels alone, [B]."""
    mask = batch["mask"]
    error = ((picture.clamp(0, 1) - batch["target"]).square() * mask).sum((1, 2, 3)) / (mask.sum((1, 2, 3)) * 3)
    return -10 * torch.log10(error.clamp(min=1e-8))


def masked_ssim(picture: Tensor, batch: Batch) -> Tensor:
    """Mean structural similarity per sample over the masked pixels (Wang et al., 2004), 7 × 7 boxes, per channel, [B]."""
    pool = torch.nn.AvgPool2d(7, 1, 3, count_include_pad=False)
    x, y = picture.clamp(0, 1), batch["target"]
    mx, my = pool(x), pool(y)
    vx, vy, cov = pool(x * x) - mx * mx, pool(y * y) - my * my, pool(x * y) - mx * my
    value = ((2 * mx * my + 1e-4) * (2 * cov + 9e-4)) / ((mx * mx + my * my + 1e-4) * (vx + vy + 9e-4))
    mask = batch["mask"]
    return (value * mask).sum((1, 2, 3)) / (mask.sum((1, 2, 3)) * 3)


def baselines(batch: Batch) -> dict[str, Tensor]:
    """Pictures that need no learning. ``mean`` knows the truth's mean colour, which no real method does."""
    mask, alpha = batch["mask"], batch["placed"][:, 3:]
    ground = inpaint(batch["masked_crop"], 1 - mask, 5)
    base, _ = low_resolution(batch["masked_crop"], mask, batch["placed"])
    known = batch["masked_crop"]
    mean = (batch["target"] * mask).sum((2, 3), keepdim=True) / mask.sum((2, 3), keepdim=True)
    return {
        "placed_over_inpainting": base,
        "placed_over_grey": known + mask * (batch["placed"][:, :3] + 0.5 * (1 - alpha)),
        "inpainting": known + mask * ground,
        "mean_colour": known + mask * mean,
    }


@torch.no_grad()
def evaluate(expert: Expert, shards: Shards, positions: list[int], sampling: Sampling, seed: int = 0) -> dict[str, dict[str, float]]:
    """Mean masked PSNR and SSIM of the expert and of each baseline."""
    sums: dict[str, list[tuple[Tensor, Tensor]]] = {}
    for at in range(0, len(positions), 32):
        batch = shards.batch(positions[at : at + 32])
        pictures = baselines(batch) | {"expert": sample(expert, batch, sampling, seed + at)}
        for name, picture in pictures.items():
            sums.setdefault(name, []).append((masked_psnr(picture, batch), masked_ssim(picture, batch)))
    return {
        name: {
            "psnr": round(torch.cat([psnr for psnr, _ in values]).mean().item(), 3),
            "ssim": round(torch.cat([ssim for _, ssim in values]).mean().item(), 4),
        }
        for name, values in sums.items()
    }


@torch.no_grad()
def product_against_seed(expert: Expert, shards: Shards, positions: list[int], sampling: Sampling) -> dict[str, float]:
    """Mean absolute change in the mask when the product is swapped with the neighbour's, and when only the seed changes."""
    batch = shards.batch(positions[:32])
    swapped = dict(batch)
    swapped["product"] = batch["product"].roll(1, 0)
    # Another cloth in the same place: the colours of the neighbour's placement where this one lies.
    other = batch["placed"].roll(1, 0)
    colour = other[:, :3].sum((2, 3), keepdim=True) / other[:, 3:].sum((2, 3), keepdim=True).clamp(min=1e-3)
    swapped["placed"] = torch.cat([colour * batch["placed"][:, 3:], batch["placed"][:, 3:]], dim=1)
    first, again, changed = sample(expert, batch, sampling, 1), sample(expert, batch, sampling, 2), sample(expert, swapped, sampling, 1)
    share = batch["mask"].mean() * 1.0
    return {
        "seed": round(((first - again).abs().mean() / share).item(), 5),
        "product": round(((first - changed).abs().mean() / share).item(), 5),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--shards", type=Path, required=True)
    parser.add_argument("--all", action="store_true", help="every pair, not the held-out tenth: for a set drawn for testing")
    parser.add_argument("--limit", type=int, default=512)
    parser.add_argument("--steps", type=int, default=Sampling.steps)
    parser.add_argument("--strength", type=float, default=Sampling.strength)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    expert, _ = load_expert(arguments.checkpoint)
    shards = Shards(arguments.shards)
    held = (list(range(len(shards))) if arguments.all else shards.split()[1])[: arguments.limit]
    sampling = Sampling(arguments.steps, arguments.strength)
    result: dict[str, object] = {"pairs": len(held), **evaluate(expert, shards, held, sampling)}
    result["change"] = product_against_seed(expert, shards, held, sampling)
    text = json.dumps(result, indent=2)
    print(text)
    if arguments.out:
        arguments.out.write_text(text + "\n")


if __name__ == "__main__":
    main()
