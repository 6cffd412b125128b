# SPDX-License-Identifier: Apache-2.0
"""Lays another system's result on the photo that it was made from: such results come back scaled, stretched, shifted and cropped by a little."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from pictures import resized

LEVELS = (48, 96, 192)
STEPS = 60


def _warp(picture: Tensor, placing: Tensor, height: int, width: int) -> tuple[Tensor, Tensor]:
    """``placing`` is scale x, scale y, shift x, shift y in units of half the photo; returns the picture as the photo's frame sees it, and where it has any."""
    matrix = torch.stack([torch.stack([placing[0], placing.new_zeros(()), placing[2]]), torch.stack([placing.new_zeros(()), placing[1], placing[3]])])
    grid = F.affine_grid(matrix[None], [1, 3, height, width], align_corners=False)
    seen = (grid.abs().amax(-1) <= 1).float()[:, None]
    return F.grid_sample(picture[None], grid, mode="bilinear", padding_mode="border", align_corners=False)[0], seen[0]


def _distance(picture: Tensor, photo: Tensor, weight: Tensor, placing: Tensor) -> Tensor:
    """Mean difference where nothing should have changed, robust to what did all the same; what lies outside the result counts as quite wrong."""
    warped, seen = _warp(picture, placing, *photo.shape[1:])
    wrong = (warped - photo).abs().mean(0, keepdim=True)
    wrong = wrong / (wrong + 0.1)
    return ((wrong * seen + 0.5 * (1 - seen)) * weight).sum() / weight.sum()


def starts(picture: Tensor, photo: Tensor) -> list[Tensor]:
    """Stretched to the photo's shape; or, where the shape is another, the middle of the larger side."""
    wide = (picture.shape[2] / picture.shape[1]) / (photo.shape[2] / photo.shape[1])
    stretched, cropped = torch.tensor([1.0, 1, 0, 0]), torch.tensor([1 / wide if wide > 1 else 1.0, 1.0 if wide > 1 else wide, 0, 0])
    inside = torch.tensor([1.0, wide, 0, 0]) if wide > 1 else torch.tensor([1 / wide, 1.0, 0, 0])
    return [stretched, cropped, inside]


def aligned(picture: Tensor, photo: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
    """
    The result in the photo's frame [3, H, W] and where it covers it [1, H, W]; ``mask`` [1, H, W] is 1 where it may differ. Four numbers (two scales, two shifts) are found from
    coarse to fine by gradient descent, from each start; the best end is taken.
    """
    height, width = photo.shape[1:]
    best, least = None, float("inf")
    for start in starts(picture, photo):
        placing = start.clone().requires_grad_(True)
        for level in LEVELS:
            ratio = level / max(height, width)
            small = resized(photo, round(height * ratio), round(width * ratio))
            weight = 1 - F.adaptive_max_pool2d(mask[None], small.shape[1:])[0] + 1e-3
            shrunk = resized(picture, round(picture.shape[1] * level / max(picture.shape[1:])), round(picture.shape[2] * level / max(picture.shape[1:])))
            optimiser = torch.optim.Adam([placing], lr=0.5 / level)
            for _ in range(STEPS):
                optimiser.zero_grad()
                value = _distance(shrunk, small, weight, placing)
                value.backward()
                optimiser.step()
        if value.item() < least:
            best, least = placing.detach(), value.item()
    # A result larger than the photo is made small before it is sampled, else single pixels are picked out of it.
    scale = min(1.0, height / (picture.shape[1] * best[1].item()), width / (picture.shape[2] * best[0].item()))
    fitting = resized(picture, max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[2] * scale)))
    return _warp(fitting, best, height, width)
