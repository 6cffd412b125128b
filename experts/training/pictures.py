# SPDX-License-Identifier: Apache-2.0
"""Pictures of files, by Pillow."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageOps
from torch import Tensor

KINDS = {".jpg", ".jpeg", ".png", ".webp"}


def read(path: Path) -> Tensor:
    """[3, H, W] in [0, 1], upright, as sRGB numbers."""
    with Image.open(path) as picture:
        upright = ImageOps.exif_transpose(picture).convert("RGB")
    return torch.from_numpy(np.array(upright)).permute(2, 0, 1).float() / 255


def resized(picture: Tensor, height: int, width: int) -> Tensor:
    """Area-like when it shrinks."""
    return torch.nn.functional.interpolate(picture[None], (height, width), mode="bilinear", antialias=True, align_corners=False)[0]


def folder(path: Path) -> list[Path]:
    """The pictures in a folder, by name."""
    return sorted(file for file in path.iterdir() if file.suffix.lower() in KINDS)
