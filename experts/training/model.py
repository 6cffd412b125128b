# SPDX-License-Identifier: Apache-2.0
"""The reference expert: a small pixel-space flow model around a coarse placement.

Three functions, which are also the three files of a bundle:

- ``Conditioner``: what is known before painting. Its *base* is the placed product over an inpainted ground, the best guess without learning.
- ``Denoiser``: a UNet at 1/4 of the canvas that corrects the base: fit, border, light, what the old garment hid.
- ``Decoder``: carries that correction to the full canvas without losing the texture of the placed product.

Pictures are RGB in [0, 1]; the latent is 2 · rgb − 1 at 1/4 of the canvas; mask 1 = paint. ``masked_crop`` is 0 under the mask and ``placed`` is
straight RGB, 0 where its alpha is 0, so that area averages of both are premultiplied.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

FEATURES = 14
Condition = tuple[Tensor, Tensor, Tensor, Tensor]


@dataclass(frozen=True)
class Size:
    """Widths of the UNet, from fine to coarse, and of the embedding; how many cells of the product the embedding is read from."""

    channels: tuple[int, ...] = (24, 48, 96, 128)
    embedding: int = 96
    cells: int = 12

    @staticmethod
    def of_latent(width: int, height: int) -> Size:
        """For latents, and products of that size, whose sides are multiples of 16: the UNet halves them four times."""
        if width % 16 or height % 16:
            raise ValueError(f"latents of {width} x {height}: both sides must be multiples of 16; choose another --scale for the shards")
        return Size(cells=(width // 16 // 2) * (height // 16 // 2))

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


def halvings(picture: Tensor, most: int) -> int:
    """How often both sides can be halved without rest, at most ``most``."""
    height, width = picture.shape[-2:]
    return max(count for count in range(most + 1) if height % 2**count == 0 and width % 2**count == 0)


def inpaint(premultiplied: Tensor, weight: Tensor, levels: int) -> Tensor:
    """Fills what has no weight from its surroundings: pull-push (Gortler et al., The Lumigraph, 1996, section 3.4) with 2 × 2 averages. What even the
    coarsest level knows nothing of gets the mean of all that is known."""
    colours, weights = [premultiplied], [weight]
    for _ in range(halvings(premultiplied, levels)):
        colours.append(F.avg_pool2d(colours[-1], 2))
        weights.append(F.avg_pool2d(weights[-1], 2))
    mean = premultiplied.sum((2, 3), keepdim=True) / weight.sum((2, 3), keepdim=True).clamp(min=1e-4)
    filled = (colours[-1] + 1e-3 * mean) / (weights[-1] + 1e-3)
    for colour, known in zip(reversed(colours[:-1]), reversed(weights[:-1])):
        filled = F.interpolate(filled, scale_factor=2.0, mode="bilinear", align_corners=False)
        filled = colour + (1 - known) * filled
    return filled


def low_resolution(masked_crop: Tensor, mask: Tensor, placed: Tensor) -> tuple[Tensor, Tensor]:
    """Base [B, 3, h, w] in [0, 1] and the features that the denoiser sees, from pictures at 1/4 of the canvas."""
    ground = inpaint(masked_crop, 1 - mask, 5)
    alpha = placed[:, 3:]
    base = placed[:, :3] + (1 - alpha) * ground
    base = masked_crop + mask * base
    cloth = placed[:, :3].sum((2, 3), keepdim=True) / alpha.sum((2, 3), keepdim=True).clamp(min=1e-3)
    parts = [base * 2 - 1, masked_crop * 2 - 1, mask * 2 - 1, alpha * 2 - 1, ground * 2 - 1, (cloth * 2 - 1).expand_as(base)]
    return base, torch.cat(parts, dim=1)


class ProductEncoder(nn.Module):
    """What the product is like as a whole: neckline, length of the sleeves, kind. [B, 3, h, w] in [0, 1] to [B, E]."""

    def __init__(self, embedding: int, cells: int) -> None:
        super().__init__()
        widths = (3, 16, 24, 32, 48)
        layers: list[nn.Module] = []
        for before, after in zip(widths, widths[1:]):
            layers += [nn.Conv2d(before, after, 3, 2, 1), nn.SiLU()]
        self.layers = nn.Sequential(*layers)
        self.project = nn.Linear(widths[-1] * cells, embedding)

    def forward(self, product: Tensor) -> Tensor:
        # Averages over a fixed grid of cells: where on the product something is seen stays known.
        seen = F.avg_pool2d(self.layers(product * 2 - 1), 2)
        return self.project(seen.flatten(1))


class Conditioner(nn.Module):
    """``(masked_crop, mask, product, placed) → (init, features, embedding, full)``; the first is the latent of the base."""

    def __init__(self, encoder: ProductEncoder, scale: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.scale = scale

    def forward(self, masked_crop: Tensor, mask: Tensor, product: Tensor, placed: Tensor) -> Condition:
        small = [F.avg_pool2d(picture, self.scale) for picture in (masked_crop, mask, product, placed)]
        base, features = low_resolution(small[0], small[1], small[3])
        ground = inpaint(masked_crop, 1 - mask, 7)
        full = masked_crop + mask * (placed[:, :3] * placed[:, 3:] + (1 - placed[:, 3:]) * ground)
        return base * 2 - 1, features, self.encoder(small[2]), torch.cat([full, mask], dim=1)


class Residual(nn.Module):
    def __init__(self, before: int, after: int, embedding: int) -> None:
        super().__init__()
        self.norm1, self.conv1 = nn.GroupNorm(8, before), nn.Conv2d(before, after, 3, 1, 1)
        self.norm2, self.conv2 = nn.GroupNorm(8, after), nn.Conv2d(after, after, 3, 1, 1)
        self.embed = nn.Linear(embedding, 2 * after)
        self.skip = nn.Conv2d(before, after, 1) if before != after else nn.Identity()

    def forward(self, x: Tensor, embedded: Tensor) -> Tensor:
        hidden = self.conv1(F.silu(self.norm1(x)))
        scale, shift = self.embed(embedded)[:, :, None, None].chunk(2, dim=1)
        return self.skip(x) + self.conv2(F.silu(self.norm2(hidden) * (1 + scale) + shift))


class Attention(nn.Module):
    def __init__(self, channels: int, heads: int = 4) -> None:
        super().__init__()
        self.heads = heads
        self.norm, self.qkv, self.out = nn.GroupNorm(8, channels), nn.Conv2d(channels, 3 * channels, 1), nn.Conv2d(channels, channels, 1)

    def forward(self, x: Tensor) -> Tensor:
        batch, channels, height, width = x.shape
        queries, keys, values = (
            self.qkv(self.norm(x)).reshape(batch, 3, self.heads, channels // self.heads, height * width).transpose(3, 4).unbind(1)
        )
        attended = F.scaled_dot_product_attention(queries, keys, values)
        return x + self.out(attended.transpose(2, 3).reshape(batch, channels, height, width))


class UNet(nn.Module):
    """Corrects the base: ``(noisy, t, features, product embedding) → correction``, all [B, 3, h, w] in latent units. The correction is nought before
    training, so an untrained expert paints the base."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        widths, inner = size.channels, size.embedding
        self.time = nn.Sequential(nn.Linear(32, inner), nn.SiLU(), nn.Linear(inner, inner))
        self.enter = nn.Conv2d((3 + FEATURES) * 4, widths[0], 3, 1, 1)
        before = [widths[0], *widths[:-1]]
        self.down = nn.ModuleList([Residual(a, b, inner) for a, b in zip(before, widths)])
        self.middle = nn.ModuleList([Residual(widths[-1], widths[-1], inner), Attention(widths[-1]), Residual(widths[-1], widths[-1], inner)])
        above = [widths[-1], *reversed(widths[1:])]
        self.up = nn.ModuleList([Residual(a + b, b, inner) for a, b in zip(above, reversed(widths))])
        self.leave = nn.Sequential(nn.GroupNorm(8, widths[0]), nn.SiLU(), nn.Conv2d(widths[0], 12, 3, 1, 1))
        nn.init.zeros_(self.leave[2].weight)
        nn.init.zeros_(self.leave[2].bias)
        # What the noisy latent says is worth little at first and misleads: without this, noise shows in the pictures for thousands of steps.
        with torch.no_grad():
            self.enter.weight[:, : 3 * 4].mul_(0.1)
        self.register_buffer("frequencies", torch.exp(-math.log(1e4) * torch.arange(16) / 16), persistent=False)

    def forward(self, noisy: Tensor, timestep: Tensor, features: Tensor, product: Tensor) -> Tensor:
        # Relative to the noised base: what is left is noise, and where the truth parts from the base.
        noisy = noisy - (1 - timestep)[:, None, None, None] * features[:, :3]
        angles = timestep[:, None] * 1000 * self.frequencies
        embedded = F.silu(self.time(torch.cat([angles.sin(), angles.cos()], dim=1)) + product)
        x = self.enter(F.pixel_unshuffle(torch.cat([noisy, features], dim=1), 2))
        skips = []
        for i, block in enumerate(self.down):
            x = block(F.avg_pool2d(x, 2) if i > 0 else x, embedded)
            skips.append(x)
        x = self.middle[2](self.middle[1](self.middle[0](x, embedded)), embedded)
        for i, block in enumerate(self.up):
            x = block(torch.cat([F.interpolate(x, scale_factor=2.0, mode="nearest") if i > 0 else x, skips[-1 - i]], dim=1), embedded)
        return F.pixel_shuffle(self.leave(x), 2)


class Denoiser(nn.Module):
    """``(noisy, timestep, condition, guidance) → velocity``: noise − x0, where x0 = base + correction. Guidance is accepted and has no effect."""

    def __init__(self, unet: UNet) -> None:
        super().__init__()
        self.unet = unet

    def forward(self, noisy: Tensor, timestep: Tensor, condition: Condition, guidance: Tensor) -> Tensor:
        clean = condition[0] + self.unet(noisy, timestep, condition[1], condition[2])
        # x_t = (1 − t) x0 + t noise, hence noise − x0 = (x_t − x0) / t.
        return (noisy - clean) / timestep.clamp(min=1e-3)[:, None, None, None] + 0 * guidance[:, None, None, None]


class Decoder(nn.Module):
    """``(latent, condition) → crop``. The painted latent is enlarged, and the detail of the base that its small version lost is added where the two agree: times the
    local gain from base to painted, which is the light on the cloth, and their correlation, which is nought where the expert painted something
    else (after detail injection in pansharpening: Aiazzi et al., context-based decision, 2002)."""

    RADIUS = 1
    EPSILON = 4e-4

    def __init__(self, scale: int) -> None:
        super().__init__()
        self.scale = scale

    def enlarge(self, picture: Tensor, mode: str) -> Tensor:
        return F.interpolate(picture, scale_factor=float(self.scale), mode=mode, align_corners=False)

    def forward(self, latent: Tensor, condition: Condition) -> Tensor:
        guide, painted, full, mask = (condition[0] + 1) / 2, (latent + 1) / 2, condition[3][:, :3], condition[3][:, 3:]

        def mean(picture: Tensor) -> Tensor:
            return F.avg_pool2d(picture, 2 * self.RADIUS + 1, 1, self.RADIUS, count_include_pad=False)

        guide_mean, painted_mean = mean(guide), mean(painted)
        covariance = (mean(guide * painted) - guide_mean * painted_mean).clamp(min=0)
        guide_variance = mean(guide * guide) - guide_mean.square() + self.EPSILON
        painted_variance = mean(painted * painted) - painted_mean.square() + self.EPSILON
        agreement = (covariance.square() / (guide_variance * painted_variance)).clamp(0, 1)
        gain = (covariance / guide_variance).clamp(0, 1.5) * agreement.square()
        crop = self.enlarge(painted, "bicubic") + self.enlarge(gain, "bilinear") * (full - self.enlarge(guide, "bicubic"))
        return (full + mask * (crop - full)).clamp(0, 1)


class Expert(nn.Module):
    """All that is trained, with the size to build it again."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        self.size = size
        self.encoder = ProductEncoder(size.embedding, size.cells)
        self.unet = UNet(size)

    def clean(self, noisy: Tensor, timestep: Tensor, base: Tensor, features: Tensor, product: Tensor) -> Tensor:
        """The predicted x0 in latent units."""
        return base + self.unet(noisy, timestep, features, self.encoder(product))
