# SPDX-License-Identifier: Apache-2.0
"""PNG and contact sheets with nothing but zlib and numpy."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
import torch


def write_png(path: Path, pixels: np.ndarray) -> None:
    """Writes uint8 [H, W, 3] RGB."""
    height, width, channels = pixels.shape
    if channels != 3 or pixels.dtype != np.uint8:
        raise ValueError(f"expected uint8 RGB, got {pixels.dtype} with shape {pixels.shape}")
    rows = np.concatenate([np.zeros((height, 1), np.uint8), pixels.reshape(height, -1)], axis=1)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows.tobytes(), 6)) + chunk(b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + body)


def to_pixels(picture: torch.Tensor) -> np.ndarray:
    """[3, H, W] or [1, H, W] in [0, 1] as uint8 [H, W, 3]."""
    if picture.shape[0] == 1:
        picture = picture.expand(3, -1, -1)
    return (picture.clamp(0, 1) * 255).round().byte().permute(1, 2, 0).cpu().numpy()


def sheet(columns: list[torch.Tensor], rows: int) -> np.ndarray:
    """One row per sample, one column per batch of pictures [B, 1 or 3, H, W] in [0, 1]; all of one size."""
    count = min(rows, columns[0].shape[0])
    lines = [np.concatenate([to_pixels(column[i]) for column in columns], axis=1) for i in range(count)]
    return np.concatenate(lines, axis=0)


def curve(points: list[tuple[int, float]], marks: list[tuple[int, float]], width: int = 640, height: int = 320) -> np.ndarray:
    """A bare plot: the grey line is the loss (log scale), dots are validation PSNR (linear), each scaled to its own range."""
    canvas = np.full((height, width, 3), 255, np.uint8)
    canvas[-2:], canvas[:, :2] = 0, 0
    if len(points) < 2:
        return canvas
    last = points[-1][0]
    values = np.log(np.maximum([value for _, value in points], 1e-9))
    low, high = float(values.min()), float(values.max()) + 1e-9
    steps = np.interp(np.linspace(0, last, width), [step for step, _ in points], values)
    for x, value in enumerate(steps):
        y = int((height - 12) * (high - value) / (high - low)) + 4
        canvas[max(0, y - 1) : y + 2, x] = 150
    if marks:
        low, high = min(value for _, value in marks), max(value for _, value in marks) + 1e-9
        for step, value in marks:
            x, y = int((width - 8) * step / max(1, last)) + 2, int((height - 16) * (high - value) / (high - low)) + 6
            canvas[max(0, y - 3) : y + 4, max(0, x - 3) : x + 4] = (200, 30, 60)
    return canvas
