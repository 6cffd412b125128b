/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.sampler;

import java.util.ArrayList;
import java.util.List;

/**
 * Rectified flow: {@code x(σ) = (1 − σ)·x0 + σ·ε} (Liu et al. 2022, "Flow Straight and Fast", eq. 1). The levels fall
 * evenly from the strength to 0 and are then shifted by {@code σ ↦ s·σ / (1 + (s − 1)·σ)} (Esser et al. 2024, "Scaling
 * Rectified Flow Transformers", eq. 23), which keeps the signal-to-noise ratio of larger canvases. The denoiser is told
 * σ.
 *
 * @param shift s above; 1 = none
 */
public record RectifiedFlow(double shift) implements NoiseSchedule {

    public RectifiedFlow {
        if (!(shift > 0)) {
            throw new IllegalArgumentException("shift must be positive, is " + shift);
        }
    }

    @Override
    public List<NoiseLevel> levels(int steps, double strength) {
        NoiseSchedule.check(steps, strength);
        List<NoiseLevel> levels = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            double even = strength * (steps - i) / steps;
            double sigma = shift * even / (1 + (shift - 1) * even);
            levels.add(new NoiseLevel(sigma, 1 - sigma, sigma));
        }
        levels.add(NoiseLevel.CLEAN);
        return levels;
    }
}
