# SPDX-License-Identifier: Apache-2.0
"""What is measured of a painted picture. Pictures are [B, 3, H, W] RGB (sRGB-encoded) in [0, 1], masks [B, 1, H, W] with 1 = painted; a figure is [B]."""

from __future__ import annotations

import math

import torch
from torch import Tensor


def masked_psnr(picture: Tensor, target: Tensor, mask: Tensor) -> Tensor:
    """PSNR in dB over the masked pixels alone."""
    error = ((picture.clamp(0, 1) - target).square() * mask).sum((1, 2, 3)) / (mask.sum((1, 2, 3)) * 3).clamp(min=1)
    return -10 * torch.log10(error.clamp(min=1e-8))


def inner(mask: Tensor, pixels: int = 2) -> Tensor:
    """What lies further than ``pixels`` within the mask's border: what is painted there owes nothing to how well the border was drawn."""
    known = torch.nn.functional.max_pool2d((mask < 1).float(), 2 * pixels + 1, 1, pixels)
    return mask * (1 - known)


def masked_ssim(picture: Tensor, target: Tensor, mask: Tensor) -> Tensor:
    """Mean structural similarity over the masked pixels (Wang et al., 2004), 7 × 7 boxes, per channel."""
    pool = torch.nn.AvgPool2d(7, 1, 3, count_include_pad=False)
    x, y = picture.clamp(0, 1), target
    mx, my = pool(x), pool(y)
    vx, vy, cov = pool(x * x) - mx * mx, pool(y * y) - my * my, pool(x * y) - mx * my
    value = ((2 * mx * my + 1e-4) * (2 * cov + 9e-4)) / ((mx * mx + my * my + 1e-4) * (vx + vy + 9e-4))
    return (value * mask).sum((1, 2, 3)) / (mask.sum((1, 2, 3)) * 3).clamp(min=1)


def seam_gradient(picture: Tensor, mask: Tensor) -> Tensor:
    """Mean absolute difference of neighbours of which one is painted and the other is not, in [0, 1]. A seam is where this is larger than in the truth."""
    inside = mask > 0.5
    total, count = torch.zeros(len(picture)), torch.zeros(len(picture))
    for axis in (-1, -2):
        size = picture.shape[axis] - 1
        first, second = picture.narrow(axis, 0, size), picture.narrow(axis, 1, size)
        border = (inside.narrow(axis, 0, size) != inside.narrow(axis, 1, size)).float()
        total += ((first - second).abs().mean(1, keepdim=True) * border).sum((1, 2, 3))
        count += border.sum((1, 2, 3))
    return total / count.clamp(min=1)


def outside_difference(picture: Tensor, subject: Tensor, mask: Tensor) -> Tensor:
    """Greatest absolute difference where nothing may be painted."""
    return ((picture - subject).abs() * (mask <= 0).float()).amax((1, 2, 3))


def lab(rgb: Tensor) -> Tensor:
    """CIE L*a*b* (D65, 2°) of sRGB colours [..., 3] in [0, 1] (IEC 61966-2-1; CIE 15:2004)."""
    linear = torch.where(rgb <= 0.04045, rgb / 12.92, ((rgb.clamp(min=0) + 0.055) / 1.055) ** 2.4)
    matrix = torch.tensor([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]], dtype=rgb.dtype)
    xyz = linear @ matrix.T / torch.tensor([0.95047, 1.0, 1.08883], dtype=rgb.dtype)
    f = torch.where(xyz > (6 / 29) ** 3, xyz.clamp(min=1e-9) ** (1 / 3), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    x, y, z = f.unbind(-1)
    return torch.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], dim=-1)


def ciede2000(one: Tensor, other: Tensor) -> Tensor:
    """ΔE00 of L*a*b* colours [..., 3] (Sharma, Wu and Dalal, 2005, equations 2 to 22, all weights 1)."""
    l1, a1, b1 = one.unbind(-1)
    l2, a2, b2 = other.unbind(-1)
    chroma7 = ((torch.hypot(a1, b1) + torch.hypot(a2, b2)) / 2) ** 7
    g = 0.5 * (1 - torch.sqrt(chroma7 / (chroma7 + 25.0**7)))
    a1, a2 = (1 + g) * a1, (1 + g) * a2
    c1, c2 = torch.hypot(a1, b1), torch.hypot(a2, b2)
    h1, h2 = (torch.rad2deg(torch.atan2(b, a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    grey = c1 * c2 == 0
    turn = h2 - h1
    turn = torch.where(grey, torch.zeros_like(turn), turn - 360 * (turn > 180) + 360 * (turn < -180))
    dl, dc, dh = l2 - l1, c2 - c1, 2 * torch.sqrt(c1 * c2) * torch.sin(torch.deg2rad(turn) / 2)
    lightness, chroma, hue = (l1 + l2) / 2, (c1 + c2) / 2, (h1 + h2) / 2
    hue = torch.where(grey, h1 + h2, torch.where((h1 - h2).abs() > 180, torch.where(h1 + h2 < 360, hue + 180, hue - 180), hue))

    def cos(factor: float, shift: float) -> Tensor:
        return torch.cos(torch.deg2rad(factor * hue + shift))

    t = 1 - 0.17 * cos(1, -30) + 0.24 * cos(2, 0) + 0.32 * cos(3, 6) - 0.20 * cos(4, -63)
    sl = 1 + 0.015 * (lightness - 50) ** 2 / torch.sqrt(20 + (lightness - 50) ** 2)
    sc, sh = 1 + 0.045 * chroma, 1 + 0.015 * chroma * t
    rotation = 2 * torch.sqrt(chroma**7 / (chroma**7 + 25.0**7)) * torch.sin(math.pi / 3 * torch.exp(-(((hue - 275) / 25) ** 2)))
    rt = -rotation
    return torch.sqrt((dl / sl) ** 2 + (dc / sc) ** 2 + (dh / sh) ** 2 + rt * (dc / sc) * (dh / sh))


def colour_difference(picture: Tensor, mask: Tensor, product: Tensor, cover: Tensor) -> Tensor:
    """ΔE00 between the mean colour painted and the mean colour of the product, each over its own mask [B, 1, H, W]."""

    def mean(colours: Tensor, weight: Tensor) -> Tensor:
        return (colours * weight).sum((2, 3)) / weight.sum((2, 3)).clamp(min=1e-3)

    return ciede2000(lab(mean(picture, mask).double()), lab(mean(product, cover).double())).float()
