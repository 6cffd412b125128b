# SPDX-License-Identifier: Apache-2.0
"""Published weights: files in the safetensors format, under the names that diffusers gives them."""

from __future__ import annotations

import json
import mmap
import re
import struct
from pathlib import Path

import torch
from torch import Tensor, nn

KINDS = {"F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16}
OLD_ATTENTION = {"query": "to_q", "key": "to_k", "value": "to_v", "proj_attn": "to_out.0"}
NUMBERED = re.compile(r"(\d+)\.(to_[qkv]\.weight|to_out\.0\.(?:weight|bias))")


def read(path: Path) -> dict[str, Tensor]:
    """All tensors of a file, mapped: nothing is read before it is used."""
    with path.open("rb") as file:
        content = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY))
    (length,) = struct.unpack("<Q", content[:8])
    header = json.loads(bytes(content[8 : 8 + length]))
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        if entry["dtype"] not in KINDS:
            raise ValueError(f"{path}: {name} is {entry['dtype']}; known: {', '.join(KINDS)}")
        begin, end = (8 + length + offset for offset in entry["data_offsets"])
        tensors[name] = torch.frombuffer(content[begin:end], dtype=KINDS[entry["dtype"]]).reshape(entry["shape"])
    return tensors


def fill(module: nn.Module, tensors: dict[str, Tensor], origin: str) -> None:
    """Every parameter must be there in its shape; what the module has no place for may only be the cross-attention that it leaves out."""
    wanted = module.state_dict()
    missing = sorted(wanted.keys() - tensors.keys())
    foreign = sorted(name for name in tensors.keys() - wanted.keys() if ".attn2." not in name)
    if missing or foreign:
        raise ValueError(f"{origin}: lacks {_some(missing)}; holds besides {_some(foreign)}")
    for name, place in wanted.items():
        if place.shape != tensors[name].shape:
            raise ValueError(f"{origin}: {name} is {tuple(tensors[name].shape)}, expected {tuple(place.shape)}")
        place.copy_(tensors[name])


def _some(names: list[str]) -> str:
    return "nothing" if not names else ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def unet_weights(base: Path, attention: Path | None) -> dict[str, Tensor]:
    """The inpainting UNet's, with the self-attention that CatVTON trained laid over it."""
    tensors = read(base)
    return tensors | (numbered_attention(read(attention), list(tensors)) if attention else {})


def numbered_attention(tensors: dict[str, Tensor], names: list[str]) -> dict[str, Tensor]:
    """CatVTON publishes its self-attention as a list, ``0.to_q.weight`` and so on: layers in the order of the UNet's own list (down, up, middle), with gaps in the
    numbers. Names that are whole already are left."""
    parts = {(int(match[1]), match[2]): tensor for name, tensor in tensors.items() if (match := NUMBERED.fullmatch(name))}
    if not parts:
        return tensors
    order = {"down_blocks": 0, "up_blocks": 1, "mid_block": 2}
    layers = sorted(
        {name.partition(".attn1.")[0] for name in names if ".attn1." in name},
        key=lambda layer: (order[layer.split(".")[0]], [int(part) for part in layer.split(".") if part.isdigit()]),
    )
    numbers = sorted({number for number, _ in parts})
    if len(numbers) != len(layers):
        raise ValueError(f"{len(numbers)} numbered attention layers for a UNet of {len(layers)}")
    place = dict(zip(numbers, layers))
    return {f"{place[number]}.attn1.{rest}": tensor for (number, rest), tensor in parts.items()}


def vae_weights(path: Path) -> dict[str, Tensor]:
    """Older files name the parts of the attention otherwise, and write its matrices as 1 × 1 convolutions."""
    renamed = {}
    for name, tensor in read(path).items():
        if ".attentions.0." in name:
            layer, _, part = name.rpartition(".attentions.0.")
            first, _, rest = part.partition(".")
            name = f"{layer}.attentions.0.{OLD_ATTENTION.get(first, first)}.{rest}"
            tensor = tensor.flatten(1) if tensor.ndim == 4 else tensor
        renamed[name] = tensor
    return renamed


def randomise(module: nn.Module, seed: int) -> None:
    """Weights that keep the size of what passes through, for tests and for measuring speed."""
    generator = torch.Generator().manual_seed(seed)
    for name, weight in module.state_dict().items():
        if weight.ndim > 1:
            drawn = torch.empty(weight.shape, dtype=weight.dtype).normal_(0, 0.7 / weight[0].numel() ** 0.5, generator=generator)
            weight.copy_(drawn)
        else:
            weight.fill_(1.0 if "norm" in name and name.endswith("weight") else 0.0)
