# SPDX-License-Identifier: Apache-2.0
"""Checkpoints: all that is needed to go on with a training, or to export."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch

from model import Expert, Size


def save(path: Path, state: dict[str, Any]) -> None:
    """Writes beside first: a training that is killed leaves the last whole checkpoint."""
    part = path.with_suffix(".part")
    torch.save(state, part)
    part.replace(path)


def load(path: Path) -> dict[str, Any]:
    return torch.load(path, map_location="cpu", weights_only=True)


def load_expert(path: Path) -> tuple[Expert, dict[str, Any]]:
    """The averaged weights, ready to paint, and the checkpoint they are from."""
    state = load(path)
    expert = Expert(Size(**state["size"]))
    expert.load_state_dict(state["average"])
    return expert.eval(), state


def load_bundle(folder: Path) -> dict[str, Any]:
    """
    What `begin_with` needs, from the TorchScript files of a shipped bundle: where only the masks changed, going on from its weights
    (rounded to half precision) costs minutes instead of the hours that they took.
    """
    weights: dict[str, torch.Tensor] = {}
    for name in ("conditioner", "denoiser"):
        script = torch.jit.load(str(folder / f"{name}.pt"), map_location="cpu")
        for key, value in script.named_parameters():
            weights[key.replace(".parametrizations.", ".").removesuffix(".original")] = value.float()
    manifest = json.loads((folder / "bundle.json").read_text())
    return {"average": weights, "step": 0, "seconds": 0.0, "earlier": {"steps": 0, "seconds": 0.0, "bundle": manifest["policyFingerprint"], "version": manifest["version"]}}
