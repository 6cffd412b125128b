/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import org.opencv.core.Mat;

/**
 * Where an expert may paint. Owns the mask.
 *
 * @param mask CV_8UC1, the upright photo's size, 255 = may be painted, 0 = must not change
 */
public record Region(Mat mask, MaskReport report) implements AutoCloseable {
    @Override
    public void close() {
        mask.release();
    }
}
