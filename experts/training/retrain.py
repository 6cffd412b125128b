# SPDX-License-Identifier: Apache-2.0
"""Trains one expert from nothing, end to end: draws pairs, masks them by the product's own code, trains, measures on pairs of another seed, exports a bundle.

    python retrain.py --expert shoes --out RUN                      # about 10 minutes on two CPU cores
    python retrain.py --expert shoes --out RUN --pairs 240 --minutes 1.5 --fresh 64   # smaller still

Ends with 1 when the expert is not better than what needs no learning. Run again, it goes on from where it was.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

import torch

import checkpoint
from dataset import Shards
from evaluate import evaluate, gain, product_against_seed
from export import export
from flow import Sampling
from train import parser as training_options
from train import train

LAUNCHER = Path(__file__).resolve().parents[2] / "tryon"
EXPERTS = ("eye", "shoes", "face", "top", "bottom", "dress", "bg")


def tryon(*arguments: str) -> None:
    """Runs the product's own command; what it says is shown."""
    subprocess.run([str(LAUNCHER), *arguments], check=True, stdout=sys.stderr)


def shards(expert: str, seed: int, count: int, folder: Path) -> Path:
    """Draws ``count`` pairs and masks them; what is whole already is left."""
    made = folder / "shards"
    if not (folder / "done").exists():
        tryon("experts", "figures", "--expert", expert, "--count", str(count), "--seed", str(seed), "--no-before", "--out", str(folder / "pairs"))
        tryon("mask", "dataset", str(folder / "pairs"), "--expert", expert, "--out", str(made), "--scale", "4", "--jitter", "0.4")
        (folder / "done").touch()
    return made


def retrain(arguments: argparse.Namespace) -> dict[str, object]:
    out = arguments.out
    seen = shards(arguments.expert, arguments.seed, arguments.pairs, out / "train")
    unseen = shards(arguments.expert, arguments.seed + 1_000_003, arguments.fresh, out / "fresh")
    options = ["--shards", str(seen), "--out", str(out / "run"), "--batch", "8", "--threads", str(arguments.threads)]
    options += ["--steps", str(arguments.steps)] if arguments.steps else ["--minutes", str(arguments.minutes)]
    if arguments.start:
        options += ["--start", str(arguments.start)]
    train(training_options().parse_args(options))
    expert, _ = checkpoint.load_expert(out / "run" / "checkpoint.pt")
    fresh = Shards(unseen)
    figures = evaluate(expert, fresh, list(range(len(fresh))), Sampling())
    metrics: dict[str, object] = {"validation_pairs": len(fresh), "validation": figures, "gain": gain(figures)}
    metrics["change"] = product_against_seed(expert, fresh, list(range(len(fresh))), Sampling())
    export(out / "run" / "checkpoint.pt", out / arguments.expert, "0.0.1", metrics, Sampling())
    return metrics


def table(figures: dict[str, dict[str, float]]) -> str:
    rows = [f"{'':24} {'PSNR, dB':>9} {'SSIM':>7} {'seam':>7}"]
    rows += [f"{name:24} {value['psnr']:9.2f} {value['ssim']:7.3f} {value['seam']:7.2f}" for name, value in figures.items()]
    return "\n".join(rows)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--expert", choices=EXPERTS, default="top")
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--pairs", type=int, default=800)
    options.add_argument("--fresh", type=int, default=128, help="pairs of another seed to measure on")
    options.add_argument("--minutes", type=float, default=6, help="for training alone")
    options.add_argument("--steps", type=int, default=0, help="a budget in steps instead of minutes")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--threads", type=int, default=torch.get_num_threads())
    options.add_argument("--start", type=Path, help="a checkpoint or bundle to begin with, of any expert")
    arguments = options.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    metrics = retrain(arguments)
    (arguments.out / "metrics.json").write_text(json.dumps(metrics, indent=2) + "\n")
    print(table(metrics["validation"]))
    print(f"{metrics['gain']:+.2f} dB over the best that needs no learning, on {metrics['validation_pairs']} pairs that training did not see")
    raise SystemExit(0 if metrics["gain"] > 0 else 1)


if __name__ == "__main__":
    main()
