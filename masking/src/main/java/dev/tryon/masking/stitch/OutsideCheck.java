/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.stitch;

import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.photo.Photo;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;

/**
 * The proof of the first promise: counts the pixels outside the declared mask that are not the subject's. Run on what a
 * decoder makes of the very bytes that are to be stored. Knows nothing of how stitching works. Stateless, thread-safe.
 */
public final class OutsideCheck {
    /** Pixels compared at a time, so that a large photo needs no large temporaries. */
    private static final int STRIP_PIXELS = 1 << 20;

    private OutsideCheck() {}

    /**
     * @param result as decoded: BGR or BGRA, the subject's depth and stored size. One of another type or size is no
     *     result of this subject: all its pixels outside count
     * @param storedMask CV_8UC1, the subject's stored size; above 0 = may differ
     * @return pixels with mask 0 that differ in any channel, alpha included; anything but 0 is a bug
     */
    public static long differingPixels(Photo subject, Mat result, Mat storedMask) {
        Mat raw = subject.raw();
        if (storedMask.type() != CvType.CV_8UC1 || !storedMask.size().equals(raw.size())) {
            throw new IllegalArgumentException("storedMask: must be CV_8UC1 of %d x %d pixels, was %s"
                    .formatted(raw.cols(), raw.rows(), storedMask));
        }
        if (result.type() != StoredLayout.typeFor(subject) || !result.size().equals(raw.size())) {
            return raw.total() - Core.countNonZero(storedMask);
        }
        int rows = Math.max(1, STRIP_PIXELS / raw.cols());
        long differing = 0;
        for (int row = 0; row < raw.rows(); row += rows) {
            int end = Math.min(row + rows, raw.rows());
            try (MatScope scope = new MatScope()) {
                differing += differing(
                        scope.track(raw.rowRange(row, end)),
                        scope.track(result.rowRange(row, end)),
                        scope.track(storedMask.rowRange(row, end)));
            }
        }
        return differing;
    }

    private static long differing(Mat raw, Mat result, Mat mask) {
        try (MatScope scope = new MatScope()) {
            Mat difference = scope.create();
            Core.absdiff(scope.track(StoredLayout.of(raw)), result, difference);
            Mat accounted = scope.create();
            Core.inRange(difference, Scalar.all(0), Scalar.all(0), accounted);
            Core.bitwise_or(accounted, mask, accounted);
            return raw.total() - Core.countNonZero(accounted);
        }
    }
}
