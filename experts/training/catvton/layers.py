# SPDX-License-Identifier: Apache-2.0
"""The layers that UNet and VAE of Stable Diffusion 1.5 share. Attributes are named as in the published files (diffusers' names), so that a state dict fits."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F


class Resnet(nn.Module):
    """Two convolutions beside a shortcut; ``time`` is the width of the time embedding, nought for none."""

    def __init__(self, before: int, after: int, time: int, groups: int, epsilon: float) -> None:
        super().__init__()
        self.norm1, self.conv1 = nn.GroupNorm(groups, before, epsilon), nn.Conv2d(before, after, 3, 1, 1)
        if time:
            self.time_emb_proj = nn.Linear(time, after)
        self.norm2, self.conv2 = nn.GroupNorm(groups, after, epsilon), nn.Conv2d(after, after, 3, 1, 1)
        if before != after:
            self.conv_shortcut = nn.Conv2d(before, after, 1)

    def forward(self, x: Tensor, embedded: Tensor | None = None) -> Tensor:
        hidden = self.conv1(F.silu(self.norm1(x)))
        if embedded is not None:
            hidden = hidden + self.time_emb_proj(F.silu(embedded))[:, :, None, None]
        hidden = self.conv2(F.silu(self.norm2(hidden)))
        return (self.conv_shortcut(x) if hasattr(self, "conv_shortcut") else x) + hidden


class Attention(nn.Module):
    """Attention of a sequence [B, N, C] to itself."""

    def __init__(self, channels: int, heads: int, bias: bool) -> None:
        super().__init__()
        self.heads = heads
        self.to_q, self.to_k, self.to_v = (nn.Linear(channels, channels, bias) for _ in range(3))
        self.to_out = nn.ModuleList([nn.Linear(channels, channels)])

    def attend(self, x: Tensor) -> Tensor:
        batch, length, channels = x.shape
        queries, keys, values = (
            project(x).reshape(batch, length, self.heads, channels // self.heads).transpose(1, 2) for project in (self.to_q, self.to_k, self.to_v)
        )
        attended = F.scaled_dot_product_attention(queries, keys, values)
        return self.to_out[0](attended.transpose(1, 2).reshape(batch, length, channels))

    def forward(self, x: Tensor) -> Tensor:
        return self.attend(x)


class Downsample(nn.Module):
    """Halves both sides. The VAE pads on the right and below only."""

    def __init__(self, channels: int, lopsided: bool) -> None:
        super().__init__()
        self.lopsided = lopsided
        self.conv = nn.Conv2d(channels, channels, 3, 2, 0 if lopsided else 1)

    def forward(self, x: Tensor) -> Tensor:
        return self.conv(F.pad(x, (0, 1, 0, 1)) if self.lopsided else x)


class Upsample(nn.Module):
    def __init__(self, channels: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(channels, channels, 3, 1, 1)

    def forward(self, x: Tensor) -> Tensor:
        return self.conv(F.interpolate(x, scale_factor=2.0, mode="nearest"))


def tokens(picture: Tensor) -> Tensor:
    """[B, C, h, w] to [B, h · w, C]."""
    return picture.flatten(2).transpose(1, 2)


def picture(sequence: Tensor, like: Tensor) -> Tensor:
    """[B, h · w, C] to the shape of ``like``."""
    return sequence.transpose(1, 2).reshape(like.shape)


def sinusoids(timestep: Tensor, width: int) -> Tensor:
    """[B] to [B, width]: cosines before sines, wave lengths from 2π to 2π · 10⁴ (Vaswani et al., 2017, section 3.5)."""
    half = width // 2
    frequencies = torch.exp(-torch.log(torch.tensor(1e4)) * torch.arange(half, device=timestep.device) / half)
    angles = timestep[:, None].float() * frequencies
    return torch.cat([angles.cos(), angles.sin()], dim=1)
