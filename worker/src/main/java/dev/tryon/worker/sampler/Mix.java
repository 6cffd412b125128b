/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.sampler;

/**
 * Weights of a sum of tensors: {@code latent·x + prediction·p + previous·d}, where p is what the denoiser predicts and
 * d the clean picture as the step before saw it.
 */
public record Mix(double latent, double prediction, double previous) {

    static Mix sum(Mix one, double weight, Mix other) {
        return new Mix(
                one.latent + weight * other.latent,
                one.prediction + weight * other.prediction,
                one.previous + weight * other.previous);
    }
}
