# SPDX-License-Identifier: Apache-2.0
"""The autoencoder of Stable Diffusion: RGB in [−1, 1] to latents of an eighth of the size and four channels, and back."""

from __future__ import annotations

from itertools import pairwise

from torch import Tensor, nn
from torch.nn import functional as F

from catvton.layers import Attention, Downsample, Resnet, Upsample, picture, tokens

EPSILON = 1e-6
SCALING = 0.18215
"""Brings latents to unit variance (Rombach et al., 2022, appendix G)."""


class PictureAttention(Attention):
    def __init__(self, channels: int, groups: int) -> None:
        super().__init__(channels, heads=1, bias=True)
        self.group_norm = nn.GroupNorm(groups, channels, EPSILON)

    def forward(self, x: Tensor) -> Tensor:
        return x + picture(self.attend(tokens(self.group_norm(x))), x)


class Middle(nn.Module):
    def __init__(self, channels: int, groups: int) -> None:
        super().__init__()
        self.attentions = nn.ModuleList([PictureAttention(channels, groups)])
        self.resnets = nn.ModuleList([Resnet(channels, channels, 0, groups, EPSILON) for _ in range(2)])

    def forward(self, x: Tensor) -> Tensor:
        return self.resnets[1](self.attentions[0](self.resnets[0](x)))


def _block(before: int, after: int, count: int, groups: int) -> nn.Module:
    block = nn.Module()
    block.resnets = nn.ModuleList([Resnet(before if i == 0 else after, after, 0, groups, EPSILON) for i in range(count)])
    return block


class Encoder(nn.Module):
    def __init__(self, widths: tuple[int, ...], groups: int) -> None:
        super().__init__()
        self.conv_in = nn.Conv2d(3, widths[0], 3, 1, 1)
        self.down_blocks = nn.ModuleList([_block(before, after, 2, groups) for before, after in pairwise((widths[0], *widths))])
        for block, width in zip(list(self.down_blocks)[:-1], widths):
            block.downsamplers = nn.ModuleList([Downsample(width, lopsided=True)])
        self.mid_block = Middle(widths[-1], groups)
        self.conv_norm_out, self.conv_out = nn.GroupNorm(groups, widths[-1], EPSILON), nn.Conv2d(widths[-1], 8, 3, 1, 1)

    def forward(self, x: Tensor) -> Tensor:
        x = self.conv_in(x)
        for block in self.down_blocks:
            for resnet in block.resnets:
                x = resnet(x)
            if hasattr(block, "downsamplers"):
                x = block.downsamplers[0](x)
        return self.conv_out(F.silu(self.conv_norm_out(self.mid_block(x))))


class Decoder(nn.Module):
    def __init__(self, widths: tuple[int, ...], groups: int) -> None:
        super().__init__()
        upwards = widths[::-1]
        self.conv_in = nn.Conv2d(4, upwards[0], 3, 1, 1)
        self.mid_block = Middle(upwards[0], groups)
        self.up_blocks = nn.ModuleList([_block(before, after, 3, groups) for before, after in pairwise((upwards[0], *upwards))])
        for block, width in zip(list(self.up_blocks)[:-1], upwards):
            block.upsamplers = nn.ModuleList([Upsample(width)])
        self.conv_norm_out, self.conv_out = nn.GroupNorm(groups, widths[0], EPSILON), nn.Conv2d(widths[0], 3, 3, 1, 1)

    def forward(self, x: Tensor) -> Tensor:
        x = self.mid_block(self.conv_in(x))
        for block in self.up_blocks:
            for resnet in block.resnets:
                x = resnet(x)
            if hasattr(block, "upsamplers"):
                x = block.upsamplers[0](x)
        return self.conv_out(F.silu(self.conv_norm_out(x)))


class Autoencoder(nn.Module):
    def __init__(self, widths: tuple[int, ...] = (128, 256, 512, 512), groups: int = 32) -> None:
        super().__init__()
        self.encoder, self.decoder = Encoder(widths, groups), Decoder(widths, groups)
        self.quant_conv, self.post_quant_conv = nn.Conv2d(8, 8, 1), nn.Conv2d(4, 4, 1)

    def encode(self, rgb: Tensor) -> Tensor:
        """The mean of the latent's distribution, scaled: the same picture is always the same latent."""
        return self.quant_conv(self.encoder(rgb)).chunk(2, dim=1)[0] * SCALING

    def decode(self, latent: Tensor) -> Tensor:
        return self.decoder(self.post_quant_conv(latent / SCALING))
