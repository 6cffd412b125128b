/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.sampler;

/**
 * The arithmetic of one job's way from noise to picture. Steps are counted from 0; at each, the model is shown the
 * latent at {@link #timestep} and its prediction weighs {@link #coefficient} in the next latent:
 * {@code next = latent + coefficient(step) · prediction}. Immutable and thread-safe.
 */
public interface Sampler {

    int steps();

    /** What the denoiser is told: the noise level before this step, in [0, 1]; 1 = pure noise. */
    float timestep(int step);

    /** Weight of the prediction in the next latent. */
    float coefficient(int step);
}
