/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.raster;

import dev.tryon.masking.photo.MatScope;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** Operations on masks (CV_8UC1; 0 and 255). All change or fill the first mask in place. Stateless. */
public final class Masks {
    private Masks() {}

    /** Grows (radius above 0) or shrinks (below) by a radius in pixels, at a cost that does not depend on it. */
    public static void grow(Mat mask, double radius) {
        if (Math.abs(radius) < 0.5) {
            return;
        }
        try (MatScope scope = new MatScope()) {
            Mat distance = scope.create();
            if (radius > 0) {
                Mat outside = scope.create();
                Core.bitwise_not(mask, outside);
                if (Core.countNonZero(outside) == mask.total()) {
                    return; // empty: there is no distance to anything
                }
                Imgproc.distanceTransform(outside, distance, Imgproc.DIST_L2, Imgproc.DIST_MASK_5);
                Core.compare(distance, new Scalar(radius), mask, Core.CMP_LE);
            } else {
                Imgproc.distanceTransform(mask, distance, Imgproc.DIST_L2, Imgproc.DIST_MASK_5);
                Core.compare(distance, new Scalar(-radius), mask, Core.CMP_GT);
            }
        }
    }

    /** Rounds corners and closes nicks smaller than about the radius: blur, then the half level. */
    public static void smooth(Mat mask, double radius) {
        if (radius < 0.5) {
            return;
        }
        Imgproc.GaussianBlur(mask, mask, new Size(0, 0), radius, radius, Core.BORDER_REPLICATE);
        Imgproc.threshold(mask, mask, 127, 255, Imgproc.THRESH_BINARY);
    }

    /** Takes {@code other} away from {@code mask}. */
    public static void subtract(Mat mask, Mat other) {
        mask.setTo(new Scalar(0), other);
    }

    /** Empties every component smaller than {@code share} of the largest; returns how many stay. */
    public static int keepLarge(Mat mask, double share) {
        try (MatScope scope = new MatScope()) {
            Mat labels = scope.create();
            Mat stats = scope.create();
            Mat centroids = scope.create();
            int count = Imgproc.connectedComponentsWithStats(mask, labels, stats, centroids, 8, CvType.CV_32S);
            int largest = 0;
            for (int label = 1; label < count; label++) {
                largest = Math.max(largest, area(stats, label));
            }
            int kept = 0;
            for (int label = 1; label < count; label++) {
                if (area(stats, label) >= share * largest) {
                    kept++;
                } else {
                    Mat component = scope.create();
                    Core.compare(labels, new Scalar(label), component, Core.CMP_EQ);
                    subtract(mask, component);
                }
            }
            return kept;
        }
    }

    /** Fills holes whose area is below {@code pixels}. */
    public static void fillHoles(Mat mask, double pixels) {
        try (MatScope scope = new MatScope()) {
            Mat outside = scope.create();
            Core.bitwise_not(mask, outside);
            Mat labels = scope.create();
            Mat stats = scope.create();
            Mat centroids = scope.create();
            int count = Imgproc.connectedComponentsWithStats(outside, labels, stats, centroids, 4, CvType.CV_32S);
            for (int label = 1; label < count; label++) {
                if (area(stats, label) < pixels) {
                    Mat hole = scope.create();
                    Core.compare(labels, new Scalar(label), hole, Core.CMP_EQ);
                    mask.setTo(new Scalar(255), hole);
                }
            }
        }
    }

    /** Share of the picture that the mask covers. */
    public static double coverage(Mat mask) {
        return (double) Core.countNonZero(mask) / mask.total();
    }

    private static int area(Mat stats, int label) {
        return (int) stats.get(label, Imgproc.CC_STAT_AREA)[0];
    }
}
