# SPDX-License-Identifier: Apache-2.0
"""The shards of `tryon mask dataset`: uint8 tensors in the safetensors format, mapped, not read."""

from __future__ import annotations

import json
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

NAMES = ("masked_crop", "mask", "placed", "product", "target")
Batch = dict[str, torch.Tensor]


@dataclass(frozen=True)
class Facts:
    """What all shards of a set share. Two sets with different fingerprints are never mixed."""

    expert: str
    policy_fingerprint: str
    canvas: tuple[int, int]
    scale: int


def _open(path: Path) -> tuple[dict[str, str], dict[str, np.ndarray]]:
    with path.open("rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name, entry in header.items():
        if entry["dtype"] != "U8":
            raise ValueError(f"{path}: {name} is {entry['dtype']}, expected U8")
        offset = 8 + length + entry["data_offsets"][0]
        tensors[name] = np.memmap(path, np.uint8, "r", offset, tuple(entry["shape"]))
    missing = [name for name in NAMES if name not in tensors]
    if missing:
        raise ValueError(f"{path} lacks {', '.join(missing)}")
    return metadata, tensors


class Shards:
    """All pairs below a folder, split into training and validation by a hash of file name and row, so that both stay what they are
    when the set grows."""

    def __init__(self, root: Path) -> None:
        files = sorted(root.rglob("*.safetensors"))
        if not files:
            raise FileNotFoundError(f"no *.safetensors below {root}; make them with `tryon mask dataset`")
        facts, self._tensors, self._index, self._names = set(), [], [], []
        for number, file in enumerate(files):
            metadata, tensors = _open(file)
            width, height = (int(side) for side in metadata["canvas"].split("x"))
            facts.add(Facts(metadata["expert"], metadata["policy_fingerprint"], (width, height), int(metadata["scale"])))
            self._tensors.append(tensors)
            self._index += [(number, row) for row in range(tensors["mask"].shape[0])]
            self._names.append(file.relative_to(root).as_posix())
        if len(facts) != 1:
            raise ValueError(f"the shards below {root} were not made alike: {sorted(facts, key=str)}")
        self.facts = facts.pop()

    def __len__(self) -> int:
        return len(self._index)

    def latent(self) -> tuple[int, int]:
        """Width and height of the pictures in the shards."""
        height, width = self._tensors[0]["mask"].shape[-2:]
        return width, height

    def split(self, validation_share: float = 0.1) -> tuple[list[int], list[int]]:
        """Positions for training and for validation."""
        limit = int(validation_share * 2**32)
        held = [i for i, (shard, row) in enumerate(self._index) if zlib.crc32(f"{self._names[shard]}:{row}".encode()) < limit]
        chosen = set(held)
        return [i for i in range(len(self)) if i not in chosen], held

    def batch(self, positions: list[int]) -> Batch:
        """float32 [B, C, h, w] in [0, 1] for each name."""
        rows = [self._index[position] for position in positions]
        return {
            name: torch.from_numpy(np.stack([self._tensors[shard][name][row] for shard, row in rows])).float().div_(255)
            for name in NAMES
        }


def augmented(batch: Batch, generator: torch.Generator) -> Batch:
    """Mirrored by halves, and seen by cameras of differing white balance: true of all pictures of a pair alike."""
    count = batch["mask"].shape[0]
    mirrored = torch.rand(count, generator=generator) < 0.5
    gain = 1 + 0.24 * (torch.rand(count, 3, 1, 1, generator=generator) - 0.5)
    result = {}
    for name, pictures in batch.items():
        pictures = torch.where(mirrored[:, None, None, None], pictures.flip(-1), pictures)
        if name == "placed":
            pictures = torch.cat([(pictures[:, :3] * gain).clamp(0, 1), pictures[:, 3:]], dim=1)
        elif name != "mask":
            pictures = (pictures * gain).clamp(0, 1)
        result[name] = pictures
    return result
