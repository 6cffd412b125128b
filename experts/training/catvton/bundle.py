# SPDX-License-Identifier: Apache-2.0
"""The three functions of a bundle around UNet and autoencoder.

The latent is two pictures above each other, person and product, [B, 4, 2 · H / 8, W / 8]: both are denoised, the upper one is the result. Inside, everything is of the
weights' type; at the edges everything is float32, since a worker's tensors are.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from catvton.unet import UNet
from catvton.vae import Autoencoder

EIGHTH = 8
Condition = tuple[Tensor, Tensor, Tensor]


class Conditioner(nn.Module):
    """``(masked_crop, mask, product, placed) → (init, known, mask)``: latents of the placed product over grey and of the masked person, each above that of the product, and
    the mask of both, which is nought over the product."""

    def __init__(self, vae: Autoencoder) -> None:
        super().__init__()
        self.vae = vae

    def forward(self, masked_crop: Tensor, mask: Tensor, product: Tensor, placed: Tensor) -> Condition:
        kind = self.vae.quant_conv.weight.dtype
        # Grey under the mask: nought in [−1, 1], as the model was trained.
        known = (masked_crop * 2 - 1) * (1 - mask)
        start = known + mask * placed[:, 3:] * (placed[:, :3] * 2 - 1)
        worn = self.vae.encode((product * 2 - 1).to(kind))
        init, crop = (torch.cat([self.vae.encode(picture.to(kind)), worn], dim=2).float() for picture in (start, known))
        small = mask[:, :, ::EIGHTH, ::EIGHTH].round()
        return init, crop, torch.cat([small, torch.zeros_like(small)], dim=2)


class Denoiser(nn.Module):
    """``(noisy, timestep, condition, guidance) → noise``. Guidance is classifier-free (Ho and Salimans, 2021): away from what is predicted without a product."""

    def __init__(self, unet: UNet) -> None:
        super().__init__()
        self.unet = unet

    def forward(self, noisy: Tensor, timestep: Tensor, condition: Condition, guidance: Tensor) -> Tensor:
        _, known, mask = condition
        person, product = known.chunk(2, dim=2)
        nothing = torch.cat([person, torch.zeros_like(product)], dim=2)
        inputs = torch.cat([torch.cat([noisy, mask, part], dim=1) for part in (nothing, known)], dim=0)
        predicted = self.unet(inputs.to(self.unet.conv_in.weight.dtype), torch.cat([timestep, timestep]))
        without, given = predicted.float().chunk(2, dim=0)
        return without + guidance[:, None, None, None] * (given - without)


class Decoder(nn.Module):
    """``(latent, condition) → crop``: the upper half. Where nothing is painted, the worker puts the photo back."""

    def __init__(self, vae: Autoencoder) -> None:
        super().__init__()
        self.vae = vae

    def forward(self, latent: Tensor, condition: Condition) -> Tensor:
        upper, _ = latent.chunk(2, dim=2)
        crop = self.vae.decode(upper.to(self.vae.quant_conv.weight.dtype)).float()
        return (crop / 2 + 0.5).clamp(0, 1)
