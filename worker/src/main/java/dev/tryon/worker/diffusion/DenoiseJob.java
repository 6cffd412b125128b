/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.diffusion;

import dev.tryon.worker.sampler.FlowMatchEuler;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * What one job brings to the device. Arrays are planar (channel, row, column), RGB in [0, 1], owned by the job and not
 * changed.
 *
 * @param maskedCrop [3, H, W]: the crop, 0 where it is to be painted
 * @param mask [1, H, W]: 1 = paint
 * @param product [3, h, w]
 * @param placed [4, H, W]: the product's coarse placement, alpha last
 * @param seed of the starting noise
 * @param progress is told the number of steps done, on the device's thread: must return at once
 * @param cancelled is asked between steps
 */
public record DenoiseJob(
        float[] maskedCrop,
        float[] mask,
        float[] product,
        float[] placed,
        FlowMatchEuler sampler,
        float guidance,
        long seed,
        IntConsumer progress,
        BooleanSupplier cancelled) {}
