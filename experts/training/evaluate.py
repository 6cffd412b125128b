# SPDX-License-Identifier: Apache-2.0
"""How well an expert paints what it did not see in training, beside what needs no learning.

    python evaluate.py CHECKPOINT --shards DIR [--out metrics.json] [--sheet sheet.png]

Where opencv-python is installed, its inpainting (Telea, 2004) is one of the baselines.
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
from images import sheet, write_png
from metrics import colour_difference, inner, masked_psnr, masked_ssim, outside_difference, seam_gradient
from model import Expert, inpaint, low_resolution

try:
    import cv2
except ImportError:
    cv2 = None


def baselines(batch: Batch) -> dict[str, Tensor]:
    """Pictures that need no learning. ``mean`` knows the truth's mean colour, which no real method does."""
    mask, alpha = batch["mask"], batch["placed"][:, 3:]
    ground = inpaint(batch["masked_crop"], 1 - mask, 5)
    base, _ = low_resolution(batch["masked_crop"], mask, batch["placed"])
    known = batch["masked_crop"]
    mean = (batch["target"] * mask).sum((2, 3), keepdim=True) / mask.sum((2, 3), keepdim=True).clamp(min=1)
    pictures = {
        "placed_over_inpainting": base,
        "placed_over_grey": known + mask * (batch["placed"][:, :3] + 0.5 * (1 - alpha)),
        "inpainting": known + mask * ground,
        "mean_colour": known + mask * mean,
    }
    if cv2 is not None:
        pictures["opencv_inpainting"] = known + mask * telea(known, mask)
    return pictures


def telea(known: Tensor, mask: Tensor) -> Tensor:
    """OpenCV's fast-marching inpainting of 8-bit copies, radius 3."""
    filled = []
    for picture, painted in zip((known * 255).round().byte().permute(0, 2, 3, 1).numpy(), (mask[:, 0] > 0).byte().numpy()):
        filled.append(torch.from_numpy(cv2.inpaint(picture.copy(), painted, 3, cv2.INPAINT_TELEA)))
    return torch.stack(filled).permute(0, 3, 1, 2).float() / 255


def measures(picture: Tensor, batch: Batch) -> dict[str, Tensor]:
    """All figures of a picture, [B] each; ``inner`` is the PSNR further than two pixels within the mask's border; ``seam`` is over that of the truth: 1 is as sharp a
    border as the truth has."""
    mask, target = batch["mask"], batch["target"]
    return {
        "psnr": masked_psnr(picture, target, mask),
        "inner": masked_psnr(picture, target, inner(mask)),
        "ssim": masked_ssim(picture, target, mask),
        "seam": seam_gradient(picture, mask) / seam_gradient(target, mask).clamp(min=1e-3),
        "delta_e": colour_difference(picture, mask * (batch["placed"][:, 3:] > 0.5), batch["placed"][:, :3], batch["placed"][:, 3:] * mask),
        "outside": outside_difference(picture, batch["masked_crop"], mask),
    }


@torch.no_grad()
def evaluate(expert: Expert, shards: Shards, positions: list[int], sampling: Sampling, seed: int = 0) -> dict[str, dict[str, float]]:
    """The means of all figures, for the expert and for each baseline; of ``outside`` the greatest."""
    sums: dict[str, list[dict[str, Tensor]]] = {}
    for at in range(0, len(positions), 32):
        batch = shards.batch(positions[at : at + 32])
        pictures = baselines(batch) | {"expert": sample(expert, batch, sampling, seed + at)}
        for name, picture in pictures.items():
            sums.setdefault(name, []).append(measures(picture, batch))
    result: dict[str, dict[str, float]] = {}
    for name, parts in sums.items():
        whole = {figure: torch.cat([part[figure] for part in parts]) for figure in parts[0]}
        result[name] = {figure: round((values.max() if figure == "outside" else values.mean()).item(), 4) for figure, values in whole.items()}
    return result


def gain(figures: dict[str, dict[str, float]]) -> float:
    """By how many dB of masked PSNR the expert is above the best that needs no learning."""
    return round(figures["expert"]["psnr"] - max(value["psnr"] for name, value in figures.items() if name != "expert"), 3)


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
    share = batch["mask"].mean()
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
    parser.add_argument("--sheet", type=Path, help="a PNG of product, masked, placed over inpainting, expert, truth")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    expert, _ = load_expert(arguments.checkpoint)
    shards = Shards(arguments.shards)
    held = (list(range(len(shards))) if arguments.all else shards.split()[1])[: arguments.limit]
    sampling = Sampling(arguments.steps, arguments.strength)
    figures = evaluate(expert, shards, held, sampling)
    result: dict[str, object] = {"pairs": len(held), **figures, "gain": gain(figures)}
    result["change"] = product_against_seed(expert, shards, held, sampling)
    text = json.dumps(result, indent=2)
    print(text)
    if arguments.out:
        arguments.out.write_text(text + "\n")
    if arguments.sheet:
        batch = shards.batch(held[:12])
        base, _ = low_resolution(batch["masked_crop"], batch["mask"], batch["placed"])
        painted = sample(expert, batch, sampling, 0)
        write_png(arguments.sheet, sheet([batch["product"], batch["masked_crop"], base, painted, batch["target"]], 12))


if __name__ == "__main__":
    main()
