# SPDX-License-Identifier: Apache-2.0
"""Scores other systems' results for the same pairs, beside each other.

    python score.py PAIRS --masks MASKS --sheet sheet.png [--features EXTRACTOR.pt]

PAIRS holds a folder per pair: base (the photo), product, and a picture per system, named after it. MASKS holds PAIR.png, the region that `tryon mask` or `tryon try
--mask-out` gives for the photo. Results are laid on the photo first, whatever their size. There is no truth here: the figures say what was left alone, how the border
looks, and how near the painted colour is to the product's.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as F

import pictures
from align import aligned
from distribution import features, frechet_distance, kernel_distance, similarity
from images import sheet, write_png
from metrics import colour_difference, seam_gradient

SIDE = 224
"""Of the crops that a feature extractor sees."""
STRANGER = 0.25
"""A result that differs by more where nothing may be painted shows something else than the photo; what was drawn anew differs by 0.16 at most."""


def foreground(product: Tensor) -> Tensor:
    """[1, H, W]: what differs from the colour of the picture's border, which for a packshot is the product."""
    border = torch.cat([product[:, 0], product[:, -1], product[:, :, 0], product[:, :, -1]], dim=1)
    ground = border.median(1).values[:, None, None]
    return ((product - ground).abs().amax(0, keepdim=True) > 0.08).float()


def crop(picture: Tensor, mask: Tensor) -> Tensor:
    """The box of the mask, as a square of SIDE."""
    rows, columns = mask[0].amax(1).nonzero(), mask[0].amax(0).nonzero()
    part = picture[:, rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    return pictures.resized(part, SIDE, SIDE)


def figures(result: Tensor, seen: Tensor, base: Tensor, mask: Tensor, product: Tensor) -> dict[str, float]:
    """``outside``: mean difference to the photo where nothing may be painted (RGB in 0..1), a rim of three pixels left out; ``covered``: share of the photo that the result shows;
    ``seam``: gradient across the mask's border over the photo's own there; ``delta_e``: CIEDE2000 of the mean colour painted to the product's."""
    beyond = (1 - F.max_pool2d(mask[None], 7, 1, 3)[0]) * seen
    difference = ((result - base).abs().mean(0, keepdim=True) * beyond).sum() / beyond.sum().clamp(min=1)
    ratio = seam_gradient(result[None], mask[None]) / seam_gradient(base[None], mask[None]).clamp(min=1e-3)
    changed = mask * ((result - base).abs().amax(0, keepdim=True) > 0.06).float()
    colour = colour_difference(result[None], changed[None], product[None], foreground(product)[None])
    return {"outside": difference.item(), "covered": seen.mean().item(), "seam": ratio.item(), "delta_e": colour.item()}


def named(folder: Path, name: str) -> Path:
    found = [file for file in pictures.folder(folder) if file.stem == name]
    if not found:
        raise SystemExit(f"{folder} has no picture named {name}")
    return found[0]


def systems(folder: Path, ignored: set[str]) -> dict[str, Path]:
    return {file.stem: file for file in pictures.folder(folder) if file.stem not in ignored}


def score(pairs: Path, masks: Path, ignored: set[str], extractor: Path | None) -> tuple[dict[str, dict[str, float]], list[tuple[str, Tensor]]]:
    """The means of all figures by system, and a row of pictures for each pair: product, photo, then the systems."""
    values: dict[str, list[dict[str, float]]] = {}
    crops: dict[str, list[Tensor]] = {}
    worn: dict[str, list[tuple[Tensor, Tensor]]] = {}
    rows = []
    for folder in sorted(path for path in pairs.iterdir() if path.is_dir() and (masks / f"{path.name}.png").exists()):
        base, product = pictures.read(named(folder, "base")), pictures.read(named(folder, "product"))
        mask = (pictures.resized(pictures.read(masks / f"{folder.name}.png"), *base.shape[1:])[:1] > 0.5).float()
        row = [pictures.resized(product, 256, 192), pictures.resized(base, 256, 192)]
        for name, file in systems(folder, {"base", "product"} | ignored).items():
            result, seen = aligned(pictures.read(file), base, mask)
            row.append(pictures.resized(result, 256, 192))
            found = figures(result, seen, base, mask, product)
            if found["outside"] > STRANGER:
                print(f"{file} is left out: it is not the photo, nor one like it (outside {found['outside']:.2f})", flush=True)
                continue
            values.setdefault(name, []).append(found)
            crops.setdefault(name, []).append(crop(result, mask))
            crops.setdefault("photos", []).append(crop(base, mask))
            worn.setdefault(name, []).append((crop(result, mask), pictures.resized(product, SIDE, SIDE)))
        rows.append((folder.name, torch.cat(row, dim=2)))
    if not values:
        raise SystemExit(f"no pair below {pairs} has a mask in {masks}")
    means = {name: {"pairs": len(of)} | {figure: round(sum(one[figure] for one in of) / len(of), 4) for figure in of[0]} for name, of in values.items()}
    if extractor:
        for name in means:
            painted, products = (torch.stack(part) for part in zip(*worn[name]))
            one, other, photos = features(extractor, painted), features(extractor, products), features(extractor, torch.stack(crops["photos"]))
            means[name] |= {"similarity": round(similarity(one, other), 4), "frechet": round(frechet_distance(one, photos), 4) if len(one) > 1 else float("nan")}
            means[name]["kernel"] = round(kernel_distance(one, photos), 4) if len(one) > 1 else float("nan")
    return means, rows


def table(means: dict[str, dict[str, float]]) -> str:
    columns = list(next(iter(means.values())))
    lines = [f"{'':16}" + "".join(f"{column:>12}" for column in columns)]
    lines += [f"{name:16}" + "".join(f"{value.get(column, float('nan')):12.4g}" for column in columns) for name, value in means.items()]
    return "\n".join(lines)


def padded(rows: list[Tensor]) -> Tensor:
    """One picture of rows of differing length."""
    width = max(row.shape[2] for row in rows)
    return torch.cat([F.pad(row, (0, width - row.shape[2]), value=1.0) for row in rows], dim=1)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("pairs", type=Path)
    options.add_argument("--masks", type=Path, required=True)
    options.add_argument("--ignore", default="sm4ll_change", help="names of pictures that are no system's result, by commas")
    options.add_argument("--features", type=Path, help="TorchScript: [B, 3, H, W] RGB in [0, 1] to [B, D]; adds similarity to the product, Fréchet and kernel distance to the photos")
    options.add_argument("--sheet", type=Path, help="a PNG: a row per pair of product, photo and the systems by name")
    options.add_argument("--out", type=Path)
    arguments = options.parse_args()
    means, rows = score(arguments.pairs, arguments.masks, set(arguments.ignore.split(",")), arguments.features)
    print(table(means))
    if arguments.out:
        arguments.out.write_text(json.dumps(means, indent=2) + "\n")
    if arguments.sheet:
        write_png(arguments.sheet, sheet([padded([row for _, row in rows])[None]], 1))


if __name__ == "__main__":
    main()
