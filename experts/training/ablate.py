# SPDX-License-Identifier: Apache-2.0
"""Does the loss that looks at the masked region pay? Trains twice from the same seed, shards and steps, once with it, once with a loss over all pixels.

    python ablate.py --shards DIR --out DIR --steps 400 --batch 8 [--seeds 2] [--start BUNDLE_OR_CHECKPOINT]

Both are measured on the same held-out pairs, in the mask. With several seeds, what the loss gains can be held against what chance does.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from train import parser, train

LOSSES = {"masked": False, "plain": True}
Run = dict[str, float]


def run(arguments: argparse.Namespace, root: Path, name: str, seed: int) -> Run:
    """One training; what its expert reaches on the held-out pairs."""
    mine = argparse.Namespace(**vars(arguments) | {"out": root / f"{name}-{seed}", "plain_loss": LOSSES[name], "seed": seed})
    expert = train(mine)["validation"]["expert"]
    return {"psnr": expert["psnr"], "ssim": expert["ssim"]}


def ablate(arguments: argparse.Namespace) -> dict[str, object]:
    """Masked PSNR in dB and SSIM of each run, and what the masked loss gains: the mean over the seeds."""
    seeds = range(arguments.seed, arguments.seed + arguments.seeds)
    runs = {name: [run(arguments, arguments.out, name, seed) for seed in seeds] for name in LOSSES}
    gains = [{figure: one[figure] - other[figure] for figure in one} for one, other in zip(runs["masked"], runs["plain"])]
    return runs | {
        "seeds": list(seeds),
        "gain_db": round(sum(gain["psnr"] for gain in gains) / len(gains), 3),
        "gain_ssim": round(sum(gain["ssim"] for gain in gains) / len(gains), 4),
    }


def table(figures: dict[str, object]) -> str:
    rows = [f"{'loss':8} {'seed':>4} {'PSNR, dB':>9} {'SSIM':>7}"]
    rows += [f"{name:8} {seed:4} {one['psnr']:9.2f} {one['ssim']:7.3f}" for name in LOSSES for seed, one in zip(figures["seeds"], figures[name])]
    return "\n".join([*rows, f"the masked loss gains {figures['gain_db']:+.2f} dB and {figures['gain_ssim']:+.3f} SSIM"])


def main() -> None:
    options = parser()
    options.description = __doc__.split("\n")[0]
    options.add_argument("--seeds", type=int, default=1, help="so many pairs of runs, from --seed on")
    options.set_defaults(steps=600)
    arguments = options.parse_args()
    figures = ablate(arguments)
    (arguments.out / "ablation.json").write_text(json.dumps(figures, indent=2) + "\n")
    print(table(figures))


if __name__ == "__main__":
    main()
