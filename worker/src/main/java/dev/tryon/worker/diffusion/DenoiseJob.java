/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.diffusion;

import dev.tryon.v1.Lane;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * What one job brings to the device. Arrays are planar (channel, row, column), RGB in [0, 1], owned by the job and not
 * changed.
 *
 * @param expert that paints it, as {@code top}
 * @param lane interactive jobs go first
 * @param watch is told of it while it runs
 */
public record DenoiseJob(String expert, Lane lane, Pictures pictures, Settings settings, Watch watch) {

    public boolean interactive() {
        return lane == Lane.LANE_INTERACTIVE;
    }

    /**
     * What the expert is shown.
     *
     * @param maskedCrop [3, H, W]: the crop, 0 where it is to be painted
     * @param mask [1, H, W]: 1 = paint
     * @param product [3, h, w]
     * @param placed [4, H, W]: the product's coarse placement, alpha last
     */
    public record Pictures(float[] maskedCrop, float[] mask, float[] product, float[] placed) {}

    /**
     * How it is to be painted.
     *
     * @param steps of denoising
     * @param strength noise level of the start, in (0, 1]
     * @param guidance of the prediction, as the bundle understands it
     * @param seed of the starting noise
     */
    public record Settings(int steps, double strength, float guidance, long seed) {}

    /**
     * Both are called on the engine's thread and must return at once.
     *
     * @param progress is told the number of steps done
     * @param cancelled is asked between steps
     */
    public record Watch(IntConsumer progress, BooleanSupplier cancelled) {
        /** Nobody is told, and nobody calls it off. */
        public static final Watch NONE = new Watch(steps -> {}, () -> false);
    }
}
