/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import org.opencv.core.Mat;

/**
 * What a recipe draws, at working size. Owns both pictures.
 *
 * @param mask CV_8UC1, 255 = may be painted
 * @param core CV_8UC1, 255 = should be painted if nothing is in front of it; the quality gate compares
 */
public record DrawnRegion(Mat mask, Mat core) implements AutoCloseable {
    @Override
    public void close() {
        mask.release();
        core.release();
    }
}
