# SPDX-License-Identifier: Apache-2.0
"""bundle.json: what a worker reads of an expert (docs/bundles.md)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

SCHEMA = 1
FUNCTIONS = ("conditioner", "denoiser", "decoder")


@dataclass(frozen=True)
class Bundle:
    """Sizes are (width, height), the latent's shape (channels, width, height)."""

    expert: str
    version: str
    policy_fingerprint: str
    canvas: tuple[int, int]
    product: tuple[int, int]
    latent: tuple[int, int, int]
    prediction: str
    sampler: dict[str, object]


def write(folder: Path, bundle: Bundle) -> dict[str, object]:
    """Names the three files that lie in the folder, with their sha256; returns what it wrote. Tensors at the edges are float32."""
    channels, width, height = bundle.latent
    made: dict[str, object] = {
        "schema": SCHEMA,
        "expert": bundle.expert,
        "version": bundle.version,
        "policyFingerprint": bundle.policy_fingerprint,
        "canvas": {"width": bundle.canvas[0], "height": bundle.canvas[1]},
        "product": {"width": bundle.product[0], "height": bundle.product[1]},
        "latent": {"channels": channels, "width": width, "height": height},
        "dtype": "float32",
        "prediction": bundle.prediction,
        "sampler": bundle.sampler,
        "files": {name: {"name": f"{name}.pt", "sha256": _sha256(folder / f"{name}.pt")} for name in FUNCTIONS},
    }
    (folder / "bundle.json").write_text(json.dumps(made, indent=2) + "\n")
    return made


def _sha256(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
