/* SPDX-License-Identifier: Apache-2.0 */
/** Samplers: how a model's predictions move a latent from noise to picture. */
@NullMarked
package dev.tryon.worker.sampler;

import org.jspecify.annotations.NullMarked;
