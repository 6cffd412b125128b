# SPDX-License-Identifier: Apache-2.0
"""Exports a checkpoint as a bundle: bundle.json and three TorchScript files that need no Python to run.

    python export.py CHECKPOINT --metrics metrics.json --out ../top

Weights are stored in half precision and computed in single. The export proves itself before it writes bundle.json: the same output as the
eager model, and the same for a job alone and in a batch.
"""

from __future__ import annotations

import argparse
import json
import warnings
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.utils import parametrize

import manifest
from checkpoint import load_expert
from flow import Sampling
from model import Condition, Conditioner, Decoder, Denoiser

TOLERANCE = 1e-3
FEATHER = 0.02
# Round a person that stays, a soft border would show the old ground as a halo.
FEATHERS = {"bg": 0.002}
PHOTOS = "## On photos"


class _Single(nn.Module):
    """Presents a weight that is stored in half precision as single precision."""

    def forward(self, stored: Tensor) -> Tensor:
        return stored.float()


def store_half(module: nn.Module) -> nn.Module:
    """Halves the file. The casts are part of the trace."""
    module.requires_grad_(False).eval()
    for part in list(module.modules()):
        for name, parameter in list(part.named_parameters(recurse=False)):
            if parameter.numel() > 256:
                parameter.data = parameter.data.half()
                parametrize.register_parametrization(part, name, _Single(), unsafe=True)
    return module


def inputs(batch: int, canvas: tuple[int, int], seed: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Random pictures of the shapes and ranges that the worker sends; one mask, as a rectangle."""
    width, height = canvas
    generator = torch.Generator().manual_seed(seed)
    mask = torch.zeros(batch, 1, height, width)
    mask[:, :, height // 4 : 3 * height // 4, width // 4 : 3 * width // 4] = 1
    crop = torch.rand(batch, 3, height, width, generator=generator) * (1 - mask)
    product = torch.rand(batch, 3, height, width, generator=generator)
    alpha = torch.zeros(batch, 1, height, width)
    alpha[:, :, height // 3 : 2 * height // 3, width // 3 : 2 * width // 3] = 1
    placed = torch.cat([torch.rand(batch, 3, height, width, generator=generator) * alpha, alpha], dim=1)
    return crop, mask, product, placed


def run(parts: tuple[nn.Module, nn.Module, nn.Module], pictures: tuple[Tensor, ...], latent: Tensor) -> tuple[Condition, Tensor, Tensor]:
    """Condition, velocity and crop of one step."""
    conditioner, denoiser, decoder = parts
    condition = conditioner(*pictures)
    batch = latent.shape[0]
    velocity = denoiser(latent, torch.linspace(0.2, 0.7, batch), condition, torch.ones(batch))
    return condition, velocity, decoder(latent, condition)


def trace(parts: tuple[nn.Module, nn.Module, nn.Module], canvas: tuple[int, int], scale: int) -> tuple[torch.jit.ScriptModule, ...]:
    pictures = inputs(2, canvas, 1)
    latent = torch.randn(2, 3, canvas[1] // scale, canvas[0] // scale, generator=torch.Generator().manual_seed(2))
    condition = parts[0](*pictures)
    step = (latent, torch.tensor([0.3, 0.6]), condition, torch.ones(2))
    # A bundle's sizes are fixed: that the trace turns them into constants is meant.
    warnings.filterwarnings("ignore", category=torch.jit.TracerWarning)
    # The check of jit.trace compares runs of random weights bitwise-like; ours below is the stricter one.
    return (
        torch.jit.trace(parts[0], pictures, check_trace=False),
        torch.jit.trace(parts[1], step, check_trace=False),
        torch.jit.trace(parts[2], (latent, condition), check_trace=False),
    )


@torch.no_grad()
def prove(files: list[Path], eager: tuple[nn.Module, nn.Module, nn.Module], canvas: tuple[int, int], scale: int) -> float:
    """Loads what was written and compares with the eager model in batches of 1, 2 and 4; returns the greatest difference."""
    loaded = tuple(torch.jit.load(str(file)) for file in files)
    greatest = 0.0
    for batch in (1, 2, 4):
        pictures = inputs(batch, canvas, 10 + batch)
        latent = torch.randn(batch, 3, canvas[1] // scale, canvas[0] // scale, generator=torch.Generator().manual_seed(batch))
        wanted, got = run(eager, pictures, latent), run(loaded, pictures, latent)
        pairs = [*zip(wanted[0], got[0]), (wanted[1], got[1]), (wanted[2], got[2])]
        greatest = max(greatest, *((a - b).abs().max().item() for a, b in pairs))
        alone = loaded[1](latent[:1], torch.tensor([0.2]), tuple(part[:1] for part in got[0]), torch.ones(1))
        greatest = max(greatest, (alone - got[1][:1]).abs().max().item() if batch > 1 else 0.0)
        if got[2].shape != (batch, 3, canvas[1], canvas[0]) or not bool(((got[2] >= 0) & (got[2] <= 1)).all()):
            raise AssertionError(f"the decoder returned {tuple(got[2].shape)} in [{got[2].min()}, {got[2].max()}]")
    if greatest > TOLERANCE:
        raise AssertionError(f"the exported files differ from the model by {greatest}")
    return greatest


def export(path: Path, out: Path, version: str, metrics: dict[str, object], sampling: Sampling) -> dict[str, object]:
    """Writes the bundle and returns its manifest."""
    expert, state = load_expert(path)
    facts = state["facts"]
    canvas, scale = (int(facts["canvas"][0]), int(facts["canvas"][1])), int(facts["scale"])
    store_half(expert)
    parts = (Conditioner(expert.encoder, scale).eval(), Denoiser(expert.unet).eval(), Decoder(scale).eval())
    out.mkdir(parents=True, exist_ok=True)
    files = [out / f"{name}.pt" for name in manifest.FUNCTIONS]
    with torch.no_grad():
        for file, traced in zip(files, trace(parts, canvas, scale)):
            torch.jit.save(traced, str(file))
    difference = prove(files, parts, canvas, scale)
    made = manifest.write(
        out,
        manifest.Bundle(
            expert=facts["expert"],
            version=version,
            policy_fingerprint=facts["policy_fingerprint"],
            canvas=canvas,
            product=canvas,
            latent=(3, canvas[0] // scale, canvas[1] // scale),
            prediction="flow",
            sampler={"name": "flow-match-euler", "steps": sampling.steps, "guidance": 1.0, "strength": sampling.strength, "feather": FEATHERS.get(facts["expert"], FEATHER), "shift": 1.0},
        ),
    )
    about = out / "MODEL_CARD.md"
    about.write_text(card(state, metrics, difference, sum(file.stat().st_size for file in files), sampling) + kept(about))
    print(f"{out}: {sum(file.stat().st_size for file in files) / 2**20:.1f} MiB, differs from eager by {difference:.1e}")
    return made


def kept(card: Path) -> str:
    """What people wrote about an expert's photos stays when it is exported again."""
    text = card.read_text() if card.exists() else ""
    at = text.find(PHOTOS)
    return text[at:] if at >= 0 else f"{PHOTOS}\n\nNobody has looked yet.\n"


def card(state: dict[str, Any], metrics: dict[str, Any], difference: float, size: int, sampling: Sampling) -> str:
    """What is known of the expert, for people."""
    facts = state["facts"]
    width, height = (int(side) // int(facts["scale"]) for side in facts["canvas"])
    validation = metrics.get("validation") or {name: value for name, value in metrics.items() if isinstance(value, dict) and "psnr" in value}
    rows = "\n".join(f"| {name} | {value['psnr']:.2f} | {value['ssim']:.3f} | {value['seam']:.2f} |" for name, value in validation.items())
    earlier = state.get("earlier", {"steps": 0, "seconds": 0.0})
    before = f" It began with the weights of another run of {earlier['steps']} steps and {earlier['seconds'] / 60:.0f} minutes." if earlier["steps"] else ""
    if "bundle" in earlier:
        before += f" It began with the weights of version {earlier.get('version', 'unknown')}, made for the masks of policy fingerprint `{earlier['bundle']}`."
    changed = metrics.get("change", {"product": float("nan"), "seed": float("nan")})
    return f"""# Expert `{facts["expert"]}`, reference model

A small pixel-space flow-matching model. It corrects the placed product (fit, border, light, what was hidden) at {width} × {height}; the texture of the
product is carried over by the decoder. It shows that the system works; it does not compete with large try-on models.

- Data: {state["pairs"]} drawn pairs (`tryon experts figures`), masked by `tryon mask dataset`. No photo of anybody. Licence: Apache-2.0, like the code.
- Training: {state["step"]} steps of {state.get("batch", 8)} pairs in {state["seconds"] / 60:.0f} minutes on two busy CPU cores.{before} Policy fingerprint `{facts["policy_fingerprint"]}`.
- Files: {size / 2**20:.1f} MiB, half-precision weights, single-precision arithmetic; export differs from eager by {difference:.1e}.
- Sampler: {sampling.steps} Euler steps from strength {sampling.strength}, from the noised base. Guidance is accepted and has no effect.

## On {metrics.get("pairs", metrics.get("validation_pairs", 0))} drawn pairs that training did not see

| | masked PSNR, dB | masked SSIM | gradient across the mask's border over the truth's |
|---|---|---|---|
{rows}

Better than the best that needs no learning by {metrics.get("gain", float("nan")):.2f} dB. Swapping the product changes the masked region by {changed["product"]:.3f} (mean absolute
difference, RGB in 0..1), changing the seed by {changed["seed"]:.3f}. `mean_colour` is the mean colour of the truth under the mask, which no method knows. These
figures are about drawn people; on photos expect worse.

"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--metrics", type=Path, help="metrics.json of the run, for the model card")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--version", default="0.1.0")
    parser.add_argument("--steps", type=int, default=8, help="default of the sampler")
    parser.add_argument("--strength", type=float, default=0.7, help="default of the sampler")
    arguments = parser.parse_args()
    metrics = json.loads(arguments.metrics.read_text()) if arguments.metrics else {}
    export(arguments.checkpoint, arguments.out, arguments.version, metrics, Sampling(arguments.steps, arguments.strength))


if __name__ == "__main__":
    main()
