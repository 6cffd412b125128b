# SPDX-License-Identifier: Apache-2.0
"""The inpainting UNet of Stable Diffusion 1.5 without its cross-attention: person and product lie in one picture, above each other, and self-attention sees both."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from catvton.layers import Attention, Downsample, Resnet, Upsample, picture, sinusoids, tokens

EPSILON = 1e-5
INPUTS = 9
"""Four channels of the noisy latent, one of the mask, four of the masked latent."""


class FeedForward(nn.Module):
    """Linear, gated by the GELU of its other half (Shazeer, 2020), linear."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        gate = nn.Module()
        gate.proj = nn.Linear(channels, 8 * channels)
        self.net = nn.ModuleList([gate, nn.Identity(), nn.Linear(4 * channels, channels)])

    def forward(self, x: Tensor) -> Tensor:
        value, gate = self.net[0].proj(x).chunk(2, dim=-1)
        return self.net[2](value * F.gelu(gate))


class TransformerBlock(nn.Module):
    def __init__(self, channels: int, heads: int) -> None:
        super().__init__()
        self.norm1, self.attn1 = nn.LayerNorm(channels), Attention(channels, heads, bias=False)
        self.norm2 = nn.LayerNorm(channels)
        self.norm3, self.ff = nn.LayerNorm(channels), FeedForward(channels)

    def forward(self, x: Tensor) -> Tensor:
        x = x + self.attn1(self.norm1(x))
        # Where cross-attention was, the published model passes its input on: the norm before it stays, and is added.
        x = x + self.norm2(x)
        return x + self.ff(self.norm3(x))


class Transformer(nn.Module):
    def __init__(self, channels: int, heads: int, groups: int) -> None:
        super().__init__()
        self.norm = nn.GroupNorm(groups, channels, 1e-6)
        self.proj_in, self.proj_out = nn.Conv2d(channels, channels, 1), nn.Conv2d(channels, channels, 1)
        self.transformer_blocks = nn.ModuleList([TransformerBlock(channels, heads)])

    def forward(self, x: Tensor) -> Tensor:
        inner = self.proj_in(self.norm(x))
        return x + self.proj_out(picture(self.transformer_blocks[0](tokens(inner)), inner))


class Block(nn.Module):
    """Resnets, each with a transformer behind it if ``heads``."""

    def __init__(self, widths: Iterable[tuple[int, int]], time: int, heads: int, groups: int) -> None:
        super().__init__()
        pairs = list(widths)
        if heads:
            self.attentions = nn.ModuleList([Transformer(after, heads, groups) for _, after in pairs])
        self.resnets = nn.ModuleList([Resnet(before, after, time, groups, EPSILON) for before, after in pairs])

    def layer(self, at: int, x: Tensor, embedded: Tensor) -> Tensor:
        x = self.resnets[at](x, embedded)
        return self.attentions[at](x) if hasattr(self, "attentions") else x


class Middle(nn.Module):
    def __init__(self, channels: int, time: int, heads: int, groups: int) -> None:
        super().__init__()
        self.attentions = nn.ModuleList([Transformer(channels, heads, groups)])
        self.resnets = nn.ModuleList([Resnet(channels, channels, time, groups, EPSILON) for _ in range(2)])

    def forward(self, x: Tensor, embedded: Tensor) -> Tensor:
        return self.resnets[1](self.attentions[0](self.resnets[0](x, embedded)), embedded)


class UNet(nn.Module):
    """``(inputs [B, 9, h, w], timestep [B]) → noise [B, 4, h, w]``; both sides of the input are multiples of 8."""

    def __init__(self, widths: tuple[int, ...] = (320, 640, 1280, 1280), heads: int = 8, groups: int = 32) -> None:
        super().__init__()
        time = 4 * widths[0]
        self.width = widths[0]
        self.conv_in = nn.Conv2d(INPUTS, widths[0], 3, 1, 1)
        self.time_embedding = nn.Module()
        self.time_embedding.linear_1, self.time_embedding.linear_2 = nn.Linear(widths[0], time), nn.Linear(time, time)
        deepest = len(widths) - 1
        # Blocks down before blocks up before the middle: the order in which the published attention weights are numbered.
        self.down_blocks = nn.ModuleList()
        skips = [widths[0]]
        for level, (before, after) in enumerate(pairwise((widths[0], *widths))):
            block = Block([(before, after), (after, after)], time, heads if level < deepest else 0, groups)
            skips += [after, after]
            if level < deepest:
                block.downsamplers = nn.ModuleList([Downsample(after, lopsided=False)])
                skips.append(after)
            self.down_blocks.append(block)
        self.up_blocks = nn.ModuleList()
        below = widths[-1]
        for level, after in enumerate(reversed(widths)):
            pairs = []
            for _ in range(3):
                pairs.append((below + skips.pop(), after))
                below = after
            block = Block(pairs, time, heads if level else 0, groups)
            if level < deepest:
                block.upsamplers = nn.ModuleList([Upsample(after)])
            self.up_blocks.append(block)
        self.mid_block = Middle(widths[-1], time, heads, groups)
        self.conv_norm_out, self.conv_out = nn.GroupNorm(groups, widths[0], EPSILON), nn.Conv2d(widths[0], 4, 3, 1, 1)

    def forward(self, inputs: Tensor, timestep: Tensor) -> Tensor:
        waves = sinusoids(timestep, self.width).to(inputs.dtype)
        embedded = self.time_embedding.linear_2(F.silu(self.time_embedding.linear_1(waves)))
        x = self.conv_in(inputs)
        skips = [x]
        for block in self.down_blocks:
            for at in range(len(block.resnets)):
                x = block.layer(at, x, embedded)
                skips.append(x)
            if hasattr(block, "downsamplers"):
                x = block.downsamplers[0](x)
                skips.append(x)
        x = self.mid_block(x, embedded)
        for block in self.up_blocks:
            for at in range(len(block.resnets)):
                x = block.layer(at, torch.cat([x, skips.pop()], dim=1), embedded)
            if hasattr(block, "upsamplers"):
                x = block.upsamplers[0](x)
        return self.conv_out(F.silu(self.conv_norm_out(x)))
