/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.stitch;

import org.opencv.core.Mat;

/**
 * A result and its declared mask, both laid out as the subject is stored (not turned), so that stored pixels are compared
 * with stored pixels. Owns both Mats: whoever stitches closes it. Not thread-safe.
 */
public final class Stitched implements AutoCloseable {
    private final Mat result;
    private final Mat declaredMask;

    Stitched(Mat result, Mat declaredMask) {
        this.result = result;
        this.declaredMask = declaredMask;
    }

    /** BGR or BGRA, the subject's depth (8 or 16 bits unsigned) and stored size. Valid until {@link #close}. */
    public Mat result() {
        return result;
    }

    /** CV_8UC1, the result's size: 255 where it may differ from the subject, 0 where it does not. */
    public Mat declaredMask() {
        return declaredMask;
    }

    @Override
    public void close() {
        result.release();
        declaredMask.release();
    }
}
