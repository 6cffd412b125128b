# SPDX-License-Identifier: Apache-2.0
"""Distances between two sets of pictures by the features of a network that the user brings (TorchScript: [B, 3, H, W] RGB in [0, 1] to [B, D]).

    python distribution.py ONE OTHER --features EXTRACTOR.pt [--size 299]

ONE and OTHER are folders of pictures. Where both hold the same names, the mean similarity of pictures of one name is printed too.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch
from torch import Tensor


def features(extractor: Path, pictures: Tensor, batch: int = 16) -> Tensor:
    """[N, D] in double precision. Inception's pool3 makes the Fréchet distance the FID; CLIP's image encoder makes ``similarity`` CLIP-I."""
    network = torch.jit.load(str(extractor), map_location="cpu").eval()
    with torch.no_grad():
        found = torch.cat([network(part).flatten(1) for part in pictures.split(batch)])
    if found.shape[0] != len(pictures) or not bool(torch.isfinite(found).all()):
        raise ValueError(f"{extractor} gave {tuple(found.shape)} for {len(pictures)} pictures, or values that are not finite")
    return found.double()


def frechet_distance(one: Tensor, other: Tensor) -> float:
    """Between Gaussians fitted to two sets [N, D]: |μ1 − μ2|² + tr(Σ1 + Σ2 − 2 (Σ1 Σ2)^½) (Heusel et al., 2017, equation 6).

    The trace of the root is the sum of the roots of the eigenvalues of Σ1^½ Σ2 Σ1^½, which is symmetric, so no complex numbers appear.
    """
    means, covariances = [x.mean(0) for x in (one, other)], [torch.cov(x.T).reshape(x.shape[1], x.shape[1]) for x in (one, other)]
    values, vectors = torch.linalg.eigh(covariances[0])
    root = vectors @ torch.diag(values.clamp(min=0).sqrt()) @ vectors.T
    trace = torch.linalg.eigvalsh(root @ covariances[1] @ root).clamp(min=0).sqrt().sum()
    return float((means[0] - means[1]).square().sum() + covariances[0].trace() + covariances[1].trace() - 2 * trace)


def kernel_distance(one: Tensor, other: Tensor) -> float:
    """KID: the unbiased squared maximum mean discrepancy under the kernel (x·y / D + 1)³ (Bińkowski et al., 2018, section 4)."""
    size = one.shape[1]

    def kernel(x: Tensor, y: Tensor) -> Tensor:
        return (x @ y.T / size + 1) ** 3

    n, m = len(one), len(other)
    if n < 2 or m < 2:
        raise ValueError(f"the kernel distance needs two pictures or more on both sides, got {n} and {m}")
    within = (kernel(one, one).sum() - kernel(one, one).trace()) / (n * (n - 1)) + (kernel(other, other).sum() - kernel(other, other).trace()) / (m * (m - 1))
    return float(within - 2 * kernel(one, other).mean())


def similarity(one: Tensor, other: Tensor) -> float:
    """Mean cosine between the features of picture i of one set and picture i of the other."""
    return float(torch.nn.functional.cosine_similarity(one, other).mean())


def compare(one: Path, other: Path, extractor: Path, size: int) -> dict[str, float]:
    import pictures  # Pillow is needed for files alone

    files = [pictures.folder(folder) for folder in (one, other)]
    found = [features(extractor, torch.stack([pictures.resized(pictures.read(file), size, size) for file in part])) for part in files]
    names = [[file.stem for file in part] for part in files]
    result = {"frechet": frechet_distance(*found), "kernel": kernel_distance(*found)}
    return result | ({"similarity": similarity(*found)} if names[0] == names[1] else {})


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("one", type=Path)
    options.add_argument("other", type=Path)
    options.add_argument("--features", type=Path, required=True)
    options.add_argument("--size", type=int, default=299, help="pictures are resized to squares of this side: 299 for Inception, 224 for CLIP")
    chosen = options.parse_args()
    print(json.dumps(compare(chosen.one, chosen.other, chosen.features, chosen.size), indent=2))
