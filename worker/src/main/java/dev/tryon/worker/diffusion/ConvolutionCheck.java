/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import java.util.Random;

/**
 * Whether libtorch convolves right here. On some processors it does not, for numbers of channels that do not fill its
 * blocks, and paints pictures that are wrong and look like pictures (docs/adr/0090). Stateless.
 */
final class ConvolutionCheck {

    private static final int BATCH = 2;
    /** Of 17, no block of 4, 8 or 16 channels is filled. */
    private static final int FROM = 17;

    private static final int TO = 24;
    private static final int SIDE = 12;
    private static final int KERNEL = 3;
    /** Numbers are around 1; TF32 of a GPU is a thousandth off, what this looks for is off by 1. */
    private static final double TOLERANCE = 0.02;

    private ConvolutionCheck() {}

    /** Convolves {@code [2, 17, 12, 12]} with {@code [24, 17, 3, 3]} at stride 1, padded with zeros to the same size. */
    @FunctionalInterface
    interface Convolution {
        /** @return {@code [2, 24, 12, 12]} */
        float[] apply(float[] pictures, float[] weights);
    }

    /** @throws IllegalStateException when the device convolves wrong */
    static void run(NDManager device) {
        run((pictures, weights) -> {
            try (NDManager manager = device.newSubManager()) {
                NDArray input = manager.create(pictures, new Shape(BATCH, FROM, SIDE, SIDE));
                NDArray kernel = manager.create(weights, new Shape(TO, FROM, KERNEL, KERNEL));
                Shape one = new Shape(1, 1);
                return Conv2d.conv2d(input, kernel, manager.zeros(new Shape(TO)), one, one, one, 1)
                        .singletonOrThrow()
                        .toFloatArray();
            }
        });
    }

    static void run(Convolution convolution) {
        Random random = new Random(0);
        float[] pictures = gaussian(random, BATCH * FROM * SIDE * SIDE, 1);
        float[] weights = gaussian(random, TO * FROM * KERNEL * KERNEL, 1 / Math.sqrt(FROM * KERNEL * KERNEL));
        double[] right = plain(pictures, weights);
        float[] given = convolution.apply(pictures, weights);
        for (int i = 0; i < right.length; i++) {
            double off = Math.abs(given[i] - right[i]);
            if (!(off <= TOLERANCE)) { // nor is NaN
                throw new IllegalStateException("libtorch convolves wrong on this machine: " + FROM + " to " + TO
                        + " channels gave " + given[i] + " where " + (float) right[i]
                        + " is right; start this process with ONEDNN_MAX_CPU_ISA=SSE41 in its environment");
            }
        }
    }

    /** The definition, in double precision. */
    static double[] plain(float[] pictures, float[] weights) {
        double[] sums = new double[BATCH * TO * SIDE * SIDE];
        for (int i = 0; i < sums.length; i++) {
            int x = i % SIDE;
            int y = i / SIDE % SIDE;
            int to = i / (SIDE * SIDE) % TO;
            int picture = i / (SIDE * SIDE * TO);
            for (int from = 0; from < FROM; from++) {
                for (int k = 0; k < KERNEL * KERNEL; k++) {
                    int atX = x + k % KERNEL - KERNEL / 2;
                    int atY = y + k / KERNEL - KERNEL / 2;
                    if (atX >= 0 && atX < SIDE && atY >= 0 && atY < SIDE) {
                        sums[i] += (double) pictures[((picture * FROM + from) * SIDE + atY) * SIDE + atX]
                                * weights[(to * FROM + from) * KERNEL * KERNEL + k];
                    }
                }
            }
        }
        return sums;
    }

    private static float[] gaussian(Random random, int length, double deviation) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return values;
    }
}
