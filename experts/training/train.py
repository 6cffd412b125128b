# SPDX-License-Identifier: Apache-2.0
"""Trains an expert on the shards of `tryon mask dataset`.

    python train.py --shards DIR --out RUN --minutes 40

Same seed, same shards, same steps: same weights (on one machine). A run that was stopped goes on from its checkpoint.
"""

from __future__ import annotations

import argparse
import copy
import json
import math
import signal
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch

import checkpoint
from dataset import Shards, augmented
from evaluate import evaluate
from flow import Sampling, loss, sample
from images import curve, sheet, write_png
from model import Expert, Size, low_resolution


class Run:
    """One training: model, average, optimiser, chance, and the record of how it went."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self.arguments = arguments
        self.shards = Shards(arguments.shards)
        self.train, self.held = self.shards.split()
        torch.manual_seed(arguments.seed)
        # Channels last: a tenth faster on CPUs.
        width, height = self.shards.latent()
        self.expert = Expert(Size.of_latent(width, height)).to(memory_format=torch.channels_last)
        self.average = copy.deepcopy(self.expert).requires_grad_(False)
        self.optimiser = torch.optim.AdamW(self.expert.parameters(), arguments.rate, weight_decay=1e-3)
        self.generator = torch.Generator().manual_seed(arguments.seed)
        self.step, self.seconds = 0, 0.0
        self.earlier: dict[str, Any] = {"steps": 0, "seconds": 0.0}
        self.losses: list[tuple[int, float]] = []
        self.marks: list[tuple[int, float]] = []

    @property
    def path(self) -> Path:
        return self.arguments.out / "checkpoint.pt"

    def resume(self) -> None:
        state = checkpoint.load(self.path)
        if state["facts"] != vars(self.shards.facts) | {"canvas": list(self.shards.facts.canvas)}:
            raise SystemExit(f"{self.path} was trained on other shards: {state['facts']}")
        self.expert.load_state_dict(state["expert"])
        self.average.load_state_dict(state["average"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.generator.set_state(state["generator"])
        self.step, self.seconds = state["step"], state["seconds"]
        self.earlier = state.get("earlier", self.earlier)
        self.losses, self.marks = [tuple(p) for p in state["losses"]], [tuple(p) for p in state["marks"]]

    def begin_with(self, state: dict[str, Any]) -> None:
        """Takes the averaged weights of another run, of any expert, and remembers what they cost. What has another shape begins anew: the
        product's embedding, where products have another format."""
        own = self.expert.state_dict()
        fitting = {name: weight for name, weight in state["average"].items() if name in own and own[name].shape == weight.shape}
        anew = sorted(own.keys() - fitting.keys())
        print(f"begins with {len(fitting)} of {len(own)} weights" + (f"; anew: {', '.join(anew)}" if anew else ""), flush=True)
        self.expert.load_state_dict(own | fitting)
        self.average.load_state_dict(own | fitting)
        before = state.get("earlier", self.earlier)
        self.earlier = before | {"steps": before["steps"] + state["step"], "seconds": before["seconds"] + state["seconds"]}

    def save(self) -> None:
        checkpoint.save(
            self.path,
            {
                "expert": self.expert.state_dict(),
                "average": self.average.state_dict(),
                "optimiser": self.optimiser.state_dict(),
                "generator": self.generator.get_state(),
                "size": self.expert.size.as_dict(),
                "facts": vars(self.shards.facts) | {"canvas": list(self.shards.facts.canvas)},
                "pairs": len(self.train),
                "batch": self.arguments.batch,
                "step": self.step,
                "seconds": self.seconds,
                "earlier": self.earlier,
                "losses": self.losses,
                "marks": self.marks,
            },
        )

    def progress(self) -> float:
        """Share of the budget that is spent, by steps or by time."""
        if self.arguments.steps:
            return min(1.0, self.step / self.arguments.steps)
        return min(1.0, self.seconds / (self.arguments.minutes * 60))

    def advance(self) -> float:
        """One optimiser step; returns its loss."""
        began = time.monotonic()
        warm = min(1.0, (self.step + 1) / 100)
        rate = self.arguments.rate * warm * (0.03 + 0.97 * 0.5 * (1 + math.cos(math.pi * self.progress())))
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        chosen = torch.randint(len(self.train), (self.arguments.batch,), generator=self.generator)
        batch = augmented(self.shards.batch([self.train[i] for i in chosen.tolist()]), self.generator)
        value = loss(self.expert, batch, self.generator, masked=not self.arguments.plain_loss)
        self.optimiser.zero_grad(set_to_none=True)
        value.backward()
        torch.nn.utils.clip_grad_norm_(self.expert.parameters(), 1.0)
        self.optimiser.step()
        self.step += 1
        keep = min(0.998, self.step / (self.step + 20))
        with torch.no_grad():
            for slow, fast in zip(self.average.parameters(), self.expert.parameters()):
                slow.lerp_(fast, 1 - keep)
        self.seconds += time.monotonic() - began
        return value.item()

    def picture(self) -> None:
        """Sheet (masked, placed over inpainting, expert, truth) of unseen pairs, and the loss curve."""
        batch = self.shards.batch(self.held[:8])
        base, _ = low_resolution(batch["masked_crop"], batch["mask"], batch["placed"])
        painted = sample(self.average, batch, Sampling(), 0)
        write_png(self.arguments.out / "samples.png", sheet([batch["product"], batch["masked_crop"], base, painted, batch["target"]], 8))
        write_png(self.arguments.out / "loss.png", curve(self.losses, self.marks))


def train(arguments: argparse.Namespace) -> dict[str, object]:
    torch.set_num_threads(arguments.threads)
    arguments.out.mkdir(parents=True, exist_ok=True)
    run = Run(arguments)
    if run.path.exists():
        run.resume()
    elif arguments.start:
        run.begin_with(checkpoint.load_bundle(arguments.start) if arguments.start.is_dir() else checkpoint.load(arguments.start))
    count = sum(parameter.numel() for parameter in run.expert.parameters())
    print(f"{len(run.train)} pairs, {len(run.held)} held out, {count / 1e6:.2f} M parameters, step {run.step}", flush=True)
    recent: list[float] = []
    last_save, looked = time.monotonic(), run.progress()
    stopping: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _: stopping.append(number))
    while run.progress() < 1:
        if stopping:
            run.save()
            raise SystemExit(f"stopped at step {run.step}; the same command goes on from here, with the shards that are there then")
        recent.append(run.advance())
        if run.step % 20 == 0:
            run.losses.append((run.step, float(np.mean(recent))))
            print(f"step {run.step}  {100 * run.progress():5.1f} %  loss {np.mean(recent):.4f}  {run.step / run.seconds:.2f}/s", flush=True)
            recent.clear()
        if time.monotonic() - last_save > 120:
            # By the budget too: on a machine that is busy with other things, looking every two minutes would leave no time to learn.
            if run.progress() - looked > 0.1:
                run.marks.append((run.step, evaluate(run.average, run.shards, run.held[:32], Sampling(4))["expert"]["psnr"]))
                print(f"step {run.step}  masked PSNR of 32 held out {run.marks[-1][1]:.2f} dB", flush=True)
                run.picture()
                looked = run.progress()
            run.save()
            last_save = time.monotonic()
    run.save()
    run.picture()
    metrics: dict[str, object] = {
        "steps": run.step,
        "seconds": round(run.seconds),
        "training_pairs": len(run.train),
        "validation_pairs": len(run.held[:512]),
        "parameters": count,
        "policy_fingerprint": run.shards.facts.policy_fingerprint,
        "validation": evaluate(run.average, run.shards, run.held[:512], Sampling()),
    }
    (arguments.out / "metrics.json").write_text(json.dumps(metrics, indent=2) + "\n")
    return metrics


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--shards", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=40)
    parser.add_argument("--steps", type=int, default=0, help="a budget in steps instead of minutes")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=1.5e-3)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1, help="more than one pays only on an idle machine")
    parser.add_argument("--start", type=Path, help="a checkpoint or a bundle whose weights to begin with: other data or masks, or a shared base of all experts")
    parser.add_argument("--plain-loss", action="store_true", help="weigh all pixels alike, to compare")
    return parser


if __name__ == "__main__":
    print(json.dumps(train(parser().parse_args()), indent=2))
