# SPDX-License-Identifier: Apache-2.0
"""Times a bundle's denoiser: threads, count, conditioner, denoiser, then H W h w of the canvas and the product and C h w of the latent."""
import statistics
import sys
import time

import torch

threads, count = int(sys.argv[1]), int(sys.argv[2])
torch.set_num_threads(threads)
conditioner, denoiser = (torch.jit.load(path) for path in sys.argv[3:5])
height, width, product_height, product_width, channels, latent_height, latent_width = map(int, sys.argv[5:12])
times = []
with torch.inference_mode():
    condition = conditioner(
        torch.zeros(1, 3, height, width),
        torch.zeros(1, 1, height, width),
        torch.zeros(1, 3, product_height, product_width),
        torch.zeros(1, 4, height, width),
    )
    noisy = torch.randn(1, channels, latent_height, latent_width)
    timestep, guidance = torch.full((1,), 0.5), torch.ones(1)
    for turn in range(count + 5):
        start = time.perf_counter()
        denoiser(noisy, timestep, condition, guidance)
        if turn >= 5:  # the first ones compile
            times.append((time.perf_counter() - start) * 1000)
print(statistics.median(times))
