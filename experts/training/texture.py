# SPDX-License-Identifier: Apache-2.0
"""What the expert is taught: the truth, except that cloth keeps the texture of the placement.

A stripe of the placed product lies some pixels beside the same stripe of the truth, by how a body differs from a warp. Nobody sees which of the two is right, but
squared error punishes both and rewards grey in between. So where the placement shows the cloth that the truth shows (its colours agree over a
neighbourhood, up to light), the lesson is the placed texture under the light of the truth. Everywhere else - borders, skin, folds in
plain cloth, what the placement missed - it is the truth itself.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

RADIUS = 5
LIGHT = (0.35, 1.6)
TOLERANCE = 0.06


def _around(picture: Tensor, weight: Tensor, radius: int) -> Tensor:
    """Weighted mean over a soft neighbourhood (two boxes)."""

    def blur(x: Tensor) -> Tensor:
        for _ in range(2):
            x = F.avg_pool2d(x, 2 * radius + 1, 1, radius, count_include_pad=False)
        return x

    return blur(picture * weight) / blur(weight).clamp(min=1e-3)


def lesson(target: Tensor, base: Tensor, alpha: Tensor) -> Tensor:
    """[B, 3, h, w] in [0, 1] from truth, base and the coverage of the placed product [B, 1, h, w]."""
    cloth = (alpha > 0.99).float()
    placed, seen = _around(base, cloth, RADIUS), _around(target, cloth, RADIUS)
    light = ((seen + 0.02) / (placed + 0.02)).clamp(*LIGHT)
    # Whether it is the same cloth is asked with one light for all channels: a tint would explain any colour.
    grey = ((seen.mean(1, keepdim=True) + 0.02) / (placed.mean(1, keepdim=True) + 0.02)).clamp(*LIGHT)
    differs = (seen - grey * placed).abs().amax(1, keepdim=True)
    same = torch.exp(-((differs / TOLERANCE) ** 2))
    # Not at the border of the cloth: there the truth knows where it ends.
    inner = -F.max_pool2d(-cloth, 5, 1, 2)
    keep = F.avg_pool2d(same * inner, 3, 1, 1)
    # Contrast tells plain cloth (whose folds are worth learning) from texture (whose place is not).
    detail = (base - _around(base, cloth, 2)).abs().mean(1, keepdim=True)
    textured = (F.max_pool2d(detail, 7, 1, 3) / 0.04).clamp(0, 1)
    share = keep * textured
    return share * (base * light).clamp(0, 1) + (1 - share) * target
