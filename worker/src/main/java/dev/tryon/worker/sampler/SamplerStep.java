/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.sampler;

/**
 * One step of a run.
 *
 * @param timestep what the denoiser is told
 * @param next the latent after this step
 * @param clean the clean picture as this step sees it: the next step's {@link Mix#previous}
 */
public record SamplerStep(float timestep, Mix next, Mix clean) {}
