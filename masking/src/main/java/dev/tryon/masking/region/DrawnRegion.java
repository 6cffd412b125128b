/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import org.opencv.core.Mat;

/**
 * What a recipe draws, at working size. The mask is {@code wanted} less {@code kept}. Owns the pictures.
 *
 * @param wanted CV_8UC1, 255 = may be painted if nothing protected is there; its border need not follow the picture
 * @param kept CV_8UC1, 255 = protected (face, hair, hands, other garments); its border follows the picture
 * @param core CV_8UC1, 255 = should be painted if nothing is in front of it; the quality gate compares
 * @param guarded CV_8UC1, 255 = has to be protected by the landmarks alone; the quality gate measures what leaks there
 */
public record DrawnRegion(Mat wanted, Mat kept, Mat core, Mat guarded) implements AutoCloseable {
    @Override
    public void close() {
        wanted.release();
        kept.release();
        core.release();
        guarded.release();
    }
}
