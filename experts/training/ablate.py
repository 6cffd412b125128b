# SPDX-License-Identifier: Apache-2.0
"""Does the loss that looks at the masked region pay? Trains twice from the same seed, shards and steps, once with it, once with a loss over all pixels.

    python ablate.py --shards DIR --out DIR --steps 600 [--start BUNDLE_OR_CHECKPOINT]
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from train import parser, train


def ablate(arguments: argparse.Namespace) -> dict[str, float]:
    """Masked PSNR in dB and SSIM of both on the held-out pairs, and what the masked loss gains."""
    result: dict[str, float] = {}
    root = arguments.out
    for name, plain in (("masked", False), ("plain", True)):
        arguments.out, arguments.plain_loss = root / name, plain
        expert = train(arguments)["validation"]["expert"]
        result |= {f"{name}_psnr": expert["psnr"], f"{name}_ssim": expert["ssim"]}
    return result | {"gain_db": round(result["masked_psnr"] - result["plain_psnr"], 3), "gain_ssim": round(result["masked_ssim"] - result["plain_ssim"], 4)}


if __name__ == "__main__":
    options = parser()
    options.description = __doc__.split("\n")[0]
    options.set_defaults(steps=600)
    chosen: Path = (parsed := options.parse_args()).out
    figures = ablate(parsed)
    (chosen / "ablation.json").write_text(json.dumps(figures, indent=2) + "\n")
    print(json.dumps(figures, indent=2))
