/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.raster.GuidedFilter;
import dev.tryon.masking.raster.Masks;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Softens the edge of a hard cut and rids it of the ground's colour: edge pixels of a packshot are part product, part
 * white, and would be a halo on any other ground. Stateless.
 */
final class EdgeColours {
    private EdgeColours() {}

    /** Alpha, CV_8UC1, of a hard mask: a soft edge about two pixels wide, half a pixel inside. Released by the caller. */
    static Mat soften(Mat rgb, Mat hard) {
        try (MatScope scope = new MatScope()) {
            Mat followed = scope.track(GuidedFilter.apply(rgb, hard, 2, 1e-4));
            Mat inner = scope.track(hard.clone());
            Imgproc.GaussianBlur(inner, inner, new Size(0, 0), 0.9);
            Core.min(followed, inner, followed);
            Mat alpha = new Mat();
            // 0.35 .. 0.85 becomes 0 .. 1: what is only a third product is ground.
            followed.convertTo(alpha, CvType.CV_8U, 2, -0.35 * 255 * 2);
            return alpha;
        }
    }

    /** The picture with every pixel outside the product's interior replaced by the nearest interior colour. */
    static Mat runOn(Mat rgb, Mat alpha, double shrink) {
        try (MatScope scope = new MatScope()) {
            Mat interior = scope.create();
            Core.compare(alpha, new Scalar(250), interior, Core.CMP_GE);
            Mat eroded = scope.track(interior.clone());
            Masks.grow(eroded, -shrink);
            Mat source = Core.countNonZero(eroded) > 0 ? eroded : interior;
            Mat outside = scope.create();
            Core.bitwise_not(source, outside);
            Mat distance = scope.create();
            Mat labels = scope.create();
            Imgproc.distanceTransformWithLabels(
                    outside, distance, labels, Imgproc.DIST_L2, Imgproc.DIST_MASK_5, Imgproc.DIST_LABEL_PIXEL);
            return nearest(rgb, source, labels);
        }
    }

    private static Mat nearest(Mat rgb, Mat source, Mat labels) {
        int pixels = (int) rgb.total();
        byte[] colours = new byte[3 * pixels];
        rgb.get(0, 0, colours);
        byte[] inside = new byte[pixels];
        source.get(0, 0, inside);
        int[] label = new int[pixels];
        labels.get(0, 0, label);
        int[] owner = new int[pixels + 1];
        for (int i = 0; i < pixels; i++) {
            if (inside[i] != 0) {
                owner[label[i]] = i;
            }
        }
        for (int i = 0; i < pixels; i++) {
            if (inside[i] == 0) {
                System.arraycopy(colours, 3 * owner[label[i]], colours, 3 * i, 3);
            }
        }
        Mat result = new Mat(rgb.rows(), rgb.cols(), CvType.CV_8UC3);
        result.put(0, 0, colours);
        return result;
    }
}
