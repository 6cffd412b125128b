# SPDX-License-Identifier: Apache-2.0
"""Flow matching (Lipman et al., 2023) around a known start: loss, and the Euler sampler that the worker has in Java."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from dataset import Batch
from model import Expert, low_resolution
from texture import lesson


@dataclass(frozen=True)
class Sampling:
    """``strength`` is the noise level at which sampling starts, from the noised base."""

    steps: int = 8
    strength: float = 0.7


def border_weight(mask: Tensor) -> Tensor:
    """1 in the mask and a band of it outside, where a seam would be seen; little elsewhere, which is not shown."""
    return F.max_pool2d(mask, 5, 1, 2) + 0.02


def _rolled(expert: Expert, start: Tensor, features: Tensor, product: Tensor, time: Tensor, generator: torch.Generator) -> Tensor:
    """x_t as sampling meets it: the noised base, one Euler step further by the model's own prediction, from a random higher level."""
    count = start.shape[0]
    higher = time + (0.9 - time) * torch.rand(count, generator=generator)
    before, after = higher[:, None, None, None], time[:, None, None, None]
    x = (1 - before) * start + before * torch.randn(start.shape, generator=generator)
    with torch.no_grad():
        clean = expert.clean(x, higher, start, features, product)
    return x + (after - before) * (x - clean) / before


def loss(expert: Expert, batch: Batch, generator: torch.Generator, masked: bool = True) -> Tensor:
    """Squared error of the predicted x0 against the lesson, weighted up at low noise, on the masked region; plus the error of its gradients, against blur.

    Train like you infer: half of the batch is x_t on the model's own way from the noised base, a quarter the noised base itself, and only a quarter the noised
    truth. Trained on noised truths alone, the model believes what it sees at low noise, and what it left of the noise at the first
    steps stays in the picture: more steps made it worse.
    """
    base, features = low_resolution(batch["masked_crop"], batch["mask"], batch["placed"])
    start = base * 2 - 1
    target = lesson(batch["target"], base, batch["placed"][:, 3:]) * 2 - 1
    count = target.shape[0]
    time = torch.rand(count, generator=generator) * 0.85 + 0.02
    level = time[:, None, None, None]
    noise = torch.randn(target.shape, generator=generator)
    half, quarter = count // 2, count - count // 4
    x = torch.cat(
        [
            _rolled(expert, start[:half], features[:half], batch["product"][:half], time[:half], generator),
            (1 - level[half:quarter]) * start[half:quarter] + level[half:quarter] * noise[half:quarter],
            (1 - level[quarter:]) * target[quarter:] + level[quarter:] * noise[quarter:],
        ]
    )
    predicted = expert.clean(x, time, start, features, batch["product"])
    weight = border_weight(batch["mask"]) if masked else torch.ones_like(batch["mask"])
    error = predicted - target
    squared = error.square() / (level + 0.15)
    across = (error[..., :, 1:] - error[..., :, :-1]).abs() * weight[..., :, 1:]
    down = (error[..., 1:, :] - error[..., :-1, :]).abs() * weight[..., 1:, :]
    total = weight.sum() * 3
    return (squared * weight).sum() / total + 0.05 * (across.sum() + down.sum()) / total


@torch.no_grad()
def sample(expert: Expert, batch: Batch, sampling: Sampling, seed: int) -> Tensor:
    """Paints; [B, 3, h, w] in [0, 1] with the known pixels as they are."""
    base, features = low_resolution(batch["masked_crop"], batch["mask"], batch["placed"])
    start = base * 2 - 1
    generator = torch.Generator().manual_seed(seed)
    noise = torch.randn(start.shape, generator=generator)
    x = (1 - sampling.strength) * start + sampling.strength * noise
    levels = torch.linspace(sampling.strength, 0, sampling.steps + 1)
    product = batch["product"]
    for now, after in zip(levels[:-1], levels[1:]):
        clean = expert.clean(x, now.expand(len(x)), start, features, product)
        x = x + (after - now) * (x - clean) / now
    painted = ((x + 1) / 2).clamp(0, 1)
    return batch["masked_crop"] + batch["mask"] * painted
