/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.raster.GuidedFilter;
import dev.tryon.masking.raster.Masks;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** From the working copy's size to the photo's own. Stateless. */
final class RegionLift {
    /** Of the guided filter, in working pixels: the protected parts' border is at most that far off. */
    private static final double RADIUS = 3;

    private RegionLift() {}

    /**
     * @param rgb CV_8UC3, the working copy
     * @param part CV_8UC3, the same part of the photo in its own pixels
     * @param target CV_8UC1, the size of {@code part}, filled with the mask
     */
    static void lift(DrawnRegion drawn, Mat rgb, Mat part, Mat target) {
        if (part.size().equals(rgb.size())) {
            drawn.wanted().copyTo(target);
            Masks.subtract(target, drawn.kept());
            return;
        }
        try (MatScope scope = new MatScope()) {
            larger(drawn.wanted(), part.size(), target);
            Mat kept = scope.track(GuidedFilter.applyLarger(rgb, drawn.kept(), part, RADIUS, 1e-3));
            Imgproc.threshold(kept, kept, 127, 255, Imgproc.THRESH_BINARY);
            Masks.subtract(target, kept);
        }
    }

    /** Writes into the target's own memory, which may be a part of a larger picture. */
    private static void larger(Mat mask, Size size, Mat target) {
        Imgproc.resize(mask, target, size, 0, 0, Imgproc.INTER_LINEAR);
        Imgproc.threshold(target, target, 127, 255, Imgproc.THRESH_BINARY);
    }
}
