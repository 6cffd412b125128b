# SPDX-License-Identifier: Apache-2.0
"""Self-checks of the figures: `python -m unittest test_metrics` in this folder; seconds."""

from __future__ import annotations

import unittest

import torch

from distribution import frechet_distance, kernel_distance, similarity
from metrics import ciede2000, inner, lab, masked_psnr, outside_difference, seam_gradient


class MetricsTest(unittest.TestCase):
    # Pairs of L*a*b* and their ΔE00 as Sharma, Wu and Dalal (2005), table 1, give them: the hue wraps, grey, and large differences.
    PUBLISHED = (
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, -1.3802, -84.2814), (50.0, 0.0, -82.7485), 1.0000),
        ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
        ((50.0, 2.4900, -0.0010), (50.0, -2.4900, 0.0009), 7.1792),
        ((50.0, 2.4900, -0.0010), (50.0, -2.4900, 0.0011), 7.2195),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((50.0, 2.5, 0.0), (58.0, 24.0, 15.0), 19.4535),
        ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    )

    def test_colour_difference_is_that_of_the_published_table(self) -> None:
        for one, other, wanted in self.PUBLISHED:
            pair = [torch.tensor(colour, dtype=torch.float64) for colour in (one, other)]
            self.assertAlmostEqual(ciede2000(*pair).item(), wanted, places=4, msg=f"{one} {other}")
            self.assertAlmostEqual(ciede2000(*reversed(pair)).item(), wanted, places=4)

    def test_what_lies_within_the_border_is_the_mask_without_two_pixels(self) -> None:
        mask = torch.zeros(1, 1, 20, 20)
        mask[..., 5:, 5:15] = 1
        mask[..., 5:, 4] = 0.5
        wanted = torch.zeros(1, 1, 20, 20)
        wanted[..., 7:, 7:13] = 1
        self.assertTrue(torch.equal(inner(mask), wanted))

    def test_lab_of_white_and_of_red(self) -> None:
        white, red = lab(torch.tensor([[1.0, 1, 1], [1, 0, 0]], dtype=torch.float64))
        self.assertLess((white - torch.tensor([100.0, 0, 0], dtype=torch.float64)).abs().max().item(), 0.02)
        self.assertLess((red - torch.tensor([53.24, 80.09, 67.20], dtype=torch.float64)).abs().max().item(), 0.02)

    def test_figures_look_at_the_mask_alone(self) -> None:
        target, mask = torch.full((1, 3, 16, 16), 0.5), torch.zeros(1, 1, 16, 16)
        mask[:, :, 4:12, 4:12] = 1
        picture = target + 0.1 * mask
        self.assertAlmostEqual(masked_psnr(picture, target, mask).item(), 20.0, places=3)
        self.assertEqual(outside_difference(picture, target, mask).item(), 0.0)
        self.assertAlmostEqual(outside_difference(picture + 0.25, target, mask).item(), 0.25, places=5)
        self.assertAlmostEqual(seam_gradient(picture, mask).item(), 0.1, places=5)

    def test_frechet_distance_is_that_of_scipys_matrix_root(self) -> None:
        try:
            from scipy.linalg import sqrtm
        except ImportError:
            self.skipTest("scipy is not installed: pip install scipy")
        generator = torch.Generator().manual_seed(3)
        one = torch.randn(200, 24, generator=generator, dtype=torch.float64) @ torch.randn(24, 24, generator=generator, dtype=torch.float64)
        other = torch.randn(180, 24, generator=generator, dtype=torch.float64) * 2 + 0.3
        root = torch.from_numpy(sqrtm((torch.cov(one.T) @ torch.cov(other.T)).numpy()).real)
        wanted = (one.mean(0) - other.mean(0)).square().sum() + torch.cov(one.T).trace() + torch.cov(other.T).trace() - 2 * root.trace()
        self.assertAlmostEqual(frechet_distance(one, other) / wanted.item(), 1.0, delta=1e-6)
        self.assertLess(abs(frechet_distance(one, one)), 1e-6 * torch.cov(one.T).trace().item())

    def test_kernel_distance_is_nought_on_average_between_halves_of_one_set(self) -> None:
        generator = torch.Generator().manual_seed(4)
        same = torch.randn(2, 400, 8, generator=generator, dtype=torch.float64)
        self.assertLess(abs(kernel_distance(same[0], same[1])), 0.05)
        self.assertGreater(kernel_distance(same[0], same[1] + 1), 0.5)
        self.assertAlmostEqual(similarity(same[0], 3 * same[0]), 1.0, places=9)


if __name__ == "__main__":
    unittest.main()
