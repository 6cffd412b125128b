/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.sampler;

/**
 * A place on the way from noise to picture: {@code x = signal·x0 + noise·ε}.
 *
 * @param timestep what the denoiser is told of it
 * @param signal weight of the picture, in [0, 1]
 * @param noise weight of Gaussian noise, in [0, 1]
 */
public record NoiseLevel(double timestep, double signal, double noise) {

    /** No noise is left. */
    static final NoiseLevel CLEAN = new NoiseLevel(0, 1, 0);

    /** Half the log signal-to-noise ratio, λ of Lu et al. 2022, section 2.1. */
    double lambda() {
        return Math.log(signal / noise);
    }
}
