# SPDX-License-Identifier: Apache-2.0
"""Exports a large expert of CatVTON's shape (899 M parameters) as a bundle, from published weights or, to measure speed, from random ones.

    python export_catvton.py --like ../top --unet UNET.safetensors --attention ATTENTION.safetensors --vae VAE.safetensors --out BUNDLE
    python export_catvton.py --like ../top --random 1 --out BUNDLE

Takes expert, canvas and mask policy from the bundle named by --like: whether the weights were trained on masks like these is for you to know. The export proves itself
before it writes bundle.json: files and model agree, at another size and batch than the one it was traced at.
"""

from __future__ import annotations

import argparse
import json
import warnings
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

import manifest
from catvton.bundle import EIGHTH, Conditioner, Decoder, Denoiser
from catvton.unet import UNet
from catvton.vae import Autoencoder
from catvton.weights import fill, randomise, unet_weights, vae_weights
from export import inputs

PARAMETERS = 899_226_667
"""UNet without cross-attention 815,572,804, of these self-attention 49,574,080; autoencoder 83,653,863."""

KINDS = {"float32": torch.float32, "bfloat16": torch.bfloat16, "float16": torch.float16}
TOLERANCE = {"float32": 1e-3, "bfloat16": 5e-2, "float16": 1e-2}


@dataclass(frozen=True)
class Widths:
    """Of the published model, unless a test asks for less."""

    unet: tuple[int, ...] = (320, 640, 1280, 1280)
    vae: tuple[int, ...] = (128, 256, 512, 512)
    heads: int = 8
    groups: int = 32


TINY = Widths((8, 16, 16, 16), (8, 8, 8, 8), heads=2, groups=4)


def build(widths: Widths, kind: torch.dtype) -> tuple[UNet, Autoencoder]:
    """Without memory for a second copy: shapes first, then room of the wanted type, to be filled."""
    with torch.device("meta"):
        models = UNet(widths.unet, widths.heads, widths.groups), Autoencoder(widths.vae, widths.groups)
    for model in models:
        model.to(kind).to_empty(device="cpu").requires_grad_(False).eval()
    return models


def count(*models: nn.Module) -> int:
    return sum(parameter.numel() for model in models for parameter in model.parameters())


def parts(unet: UNet, vae: Autoencoder) -> tuple[nn.Module, nn.Module, nn.Module]:
    return Conditioner(vae).eval(), Denoiser(unet).eval(), Decoder(vae).eval()


def latent(batch: int, canvas: tuple[int, int], seed: int) -> Tensor:
    return torch.randn(batch, 4, 2 * canvas[1] // EIGHTH, canvas[0] // EIGHTH, generator=torch.Generator().manual_seed(seed))


@torch.no_grad()
def trace(functions: tuple[nn.Module, ...], out: Path) -> None:
    """At a small size: shapes are computed in the graph, so that it serves any."""
    canvas = (64, 128)
    pictures = inputs(2, canvas, 1)
    noisy = latent(2, canvas, 2)
    condition = functions[0](*pictures)
    arguments = (pictures, (noisy, torch.tensor([801.0, 301.0]), condition, torch.tensor([2.5, 1.0])), (noisy, condition))
    warnings.filterwarnings("ignore", category=torch.jit.TracerWarning)
    for name, function, example in zip(manifest.FUNCTIONS, functions, arguments):
        torch.jit.save(torch.jit.trace(function, example, check_trace=False), str(out / f"{name}.pt"))


@torch.no_grad()
def prove(functions: tuple[nn.Module, ...], out: Path, tolerance: float) -> float:
    """What the files give beside what the model gives, alone and at another size than traced; returns the greatest difference, relative to the greatest value."""
    conditioner, denoiser, decoder = (torch.jit.load(str(out / f"{name}.pt")) for name in manifest.FUNCTIONS)
    canvas = (128, 192)
    pictures, noisy = inputs(1, canvas, 3), latent(1, canvas, 4)
    step = torch.tensor([501.0]), torch.tensor([2.0])
    condition, wanted_condition = conditioner(*pictures), functions[0](*pictures)
    pairs = [
        *zip(wanted_condition, condition),
        (functions[1](noisy, step[0], wanted_condition, step[1]), denoiser(noisy, step[0], condition, step[1])),
        (functions[2](noisy, wanted_condition), decoder(noisy, condition)),
    ]
    greatest = max(((one - other).abs().max() / one.abs().max().clamp(min=1)).item() for one, other in pairs)
    if greatest > tolerance:
        raise AssertionError(f"the exported files differ from the model by {greatest}")
    if any(other.dtype != torch.float32 for _, other in pairs):
        raise AssertionError("a tensor at the graph's edge is not float32")
    return greatest


def export(like: Path, out: Path, models: tuple[UNet, Autoencoder], version: str, kind: str) -> dict[str, object]:
    """Writes the bundle and returns its manifest."""
    template = json.loads((like / "bundle.json").read_text())
    canvas, product = ((template[name]["width"], template[name]["height"]) for name in ("canvas", "product"))
    if any(side % 64 for side in canvas) or product != canvas:
        raise SystemExit(f"canvas {canvas} and product {product}: both must be alike, with sides that are multiples of 64")
    out.mkdir(parents=True, exist_ok=True)
    functions = parts(*models)
    trace(functions, out)
    difference = prove(functions, out, TOLERANCE[kind])
    made = manifest.write(
        out,
        manifest.Bundle(
            expert=template["expert"],
            version=version,
            policy_fingerprint=template["policyFingerprint"],
            canvas=canvas,
            product=product,
            latent=(4, canvas[0] // EIGHTH, 2 * canvas[1] // EIGHTH),
            prediction="epsilon",
            sampler={
                "name": "dpm-solver++2m",
                "steps": 25,
                "guidance": 2.5,
                "strength": 1.0,
                "feather": 0.01,
                "schedule": {"betaStart": 0.00085, "betaEnd": 0.012, "trainSteps": 1000},
            },
        ),
    )
    print(f"{out}: {count(*models):,} parameters, {sum(file.stat().st_size for file in out.glob('*.pt')) / 2**20:.1f} MiB, differs from eager by {difference:.1e}")
    return made


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--like", type=Path, required=True, help="a bundle whose expert, canvas and mask policy to take")
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--unet", type=Path, help="the inpainting UNet of Stable Diffusion 1.5, safetensors")
    options.add_argument("--attention", type=Path, help="CatVTON's self-attention, safetensors")
    options.add_argument("--vae", type=Path, help="the autoencoder, safetensors")
    options.add_argument("--random", type=int, metavar="SEED", help="random weights instead")
    options.add_argument("--tiny", action="store_true", help="narrow layers, with --random: to test what carries a bundle")
    options.add_argument("--dtype", choices=KINDS, default="bfloat16", help="inside the graph; at its edges all is float32. On CPUs float32")
    options.add_argument("--version", default="0.0.1")
    arguments = options.parse_args()
    drawn = arguments.random is not None
    if drawn == bool(arguments.unet and arguments.vae):
        options.error("name --unet and --vae (and --attention), or --random SEED")
    if arguments.tiny and not drawn:
        options.error("--tiny goes with --random: published weights are as wide as they are")
    unet, vae = build(TINY if arguments.tiny else Widths(), KINDS[arguments.dtype])
    if not arguments.tiny and count(unet, vae) != PARAMETERS:
        raise AssertionError(f"{count(unet, vae):,} parameters, expected {PARAMETERS:,}")
    if drawn:
        randomise(unet, arguments.random)
        randomise(vae, arguments.random + 1)
    else:
        fill(unet, unet_weights(arguments.unet, arguments.attention), str(arguments.unet))
        fill(vae, vae_weights(arguments.vae), str(arguments.vae))
    export(arguments.like, arguments.out, (unet, vae), arguments.version, arguments.dtype)


if __name__ == "__main__":
    main()
