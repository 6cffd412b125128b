/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.sampler;

/**
 * Euler's method on the probability-flow ODE of rectified flow.
 *
 * <p>The path is {@code x(σ) = (1 − σ)·x0 + σ·noise} (Liu et al. 2022, "Flow Straight and Fast", eq. 1; Lipman et al.
 * 2022), the model predicts its velocity {@code v = dx/dσ = noise − x0}, and a step is
 * {@code x(σ′) = x(σ) + (σ′ − σ)·v}. The noise levels fall evenly from the strength to 0 and are then shifted by
 * {@code σ ↦ s·σ / (1 + (s − 1)·σ)} (Esser et al. 2024, "Scaling Rectified Flow Transformers", eq. 23), which keeps
 * the signal-to-noise ratio of larger canvases.
 */
public final class FlowMatchEuler implements Sampler {

    private final double[] sigmas;

    /**
     * @param steps at least 1
     * @param strength noise level of the start, in (0, 1]
     * @param shift s above; 1 = none
     */
    public FlowMatchEuler(int steps, double strength, double shift) {
        if (steps < 1 || !(strength > 0 && strength <= 1) || !(shift > 0)) {
            throw new IllegalArgumentException(
                    "steps " + steps + ", strength " + strength + ", shift " + shift + " are out of range");
        }
        sigmas = new double[steps + 1];
        for (int i = 0; i <= steps; i++) {
            double sigma = strength * (steps - i) / steps;
            sigmas[i] = shift * sigma / (1 + (shift - 1) * sigma);
        }
    }

    /** The noise level that the starting latent must have. */
    public float start() {
        return (float) sigmas[0];
    }

    @Override
    public int steps() {
        return sigmas.length - 1;
    }

    @Override
    public float timestep(int step) {
        return (float) sigmas[step];
    }

    @Override
    public float coefficient(int step) {
        return (float) (sigmas[step + 1] - sigmas[step]);
    }
}
