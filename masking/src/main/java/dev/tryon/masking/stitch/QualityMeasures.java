/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.stitch;

import dev.tryon.masking.photo.MatScope;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfDouble;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

/**
 * Numbers that say how well a result sits, for people and dashboards; none of them rejects anything. Stateless,
 * thread-safe.
 */
public final class QualityMeasures {
    /** How far inside its border the mask is compared with. */
    private static final int BAND_PIXELS = 8;

    /** Added above and below a fraction line, in 8-bit levels: flat against flat is 1, not 0 / 0. */
    private static final double ONE_LEVEL = 1;

    private QualityMeasures() {}

    /**
     * Mean absolute grey difference of neighbours across the mask's border over the same of neighbours in a band of 8
     * pixels inside it. Near 1: the border is no sharper than what lies inside; much more: a visible seam.
     *
     * @param picture BGR or BGRA, 8 or 16 bits; turned in any way, as long as the mask is turned alike
     * @param mask CV_8UC1, its size; above 0 = inside
     */
    public static double seamGradient(Mat picture, Mat mask) {
        Rect box = grown(Imgproc.boundingRect(mask), picture.cols(), picture.rows());
        if (box.empty()) {
            return 1;
        }
        try (MatScope scope = new MatScope()) {
            Mat grey = scope.track(grey(scope.track(picture.submat(box)), Imgproc.COLOR_BGR2GRAY));
            Mat inside = scope.create();
            Core.compare(scope.track(mask.submat(box)), new Scalar(0), inside, Core.CMP_GT);
            Mat band = scope.track(band(inside));
            Mean across = new Mean();
            Mean within = new Mean();
            for (boolean down : new boolean[] {false, true}) {
                Neighbours greys = new Neighbours(grey, down, scope);
                Neighbours insides = new Neighbours(inside, down, scope);
                Neighbours bands = new Neighbours(band, down, scope);
                Mat step = scope.create();
                Core.absdiff(greys.first(), greys.second(), step);
                Mat border = scope.create();
                Core.bitwise_xor(insides.first(), insides.second(), border);
                across.add(step, border);
                Mat both = scope.create();
                Core.bitwise_and(bands.first(), bands.second(), both);
                within.add(step, both);
            }
            return (across.value() + ONE_LEVEL) / (within.value() + ONE_LEVEL);
        }
    }

    /**
     * Variance of the Laplacian of the painted canvas over that of the subject's. Below 1: the painting is softer than
     * the photo.
     *
     * @param painted CV_8UC3, RGB, the canvas
     * @param subject CV_8UC3, RGB, what was there before
     */
    public static double sharpness(Mat painted, Mat subject) {
        return (laplacianVariance(painted) + ONE_LEVEL) / (laplacianVariance(subject) + ONE_LEVEL);
    }

    /** Pixels of the mask above 0 over all its pixels. */
    public static double maskCoverage(Mat mask) {
        return mask.empty() ? 0 : (double) Core.countNonZero(mask) / mask.total();
    }

    /**
     * Colour difference CIE76 (Euclidean distance in CIELAB, D65) between the mean colours of two masked pictures; about
     * 2 is just visible. 0 when either mask is empty.
     *
     * @param product CV_8UC3, RGB, sRGB
     * @param productMask CV_8UC1, its size; above 0 = product
     * @param painted CV_8UC3, RGB, sRGB
     * @param paintedMask CV_8UC1, its size; above 0 = painted
     */
    public static double productDeltaE(Mat product, Mat productMask, Mat painted, Mat paintedMask) {
        if (Core.countNonZero(productMask) == 0 || Core.countNonZero(paintedMask) == 0) {
            return 0;
        }
        double[] one = meanLab(product, productMask);
        double[] other = meanLab(painted, paintedMask);
        return Math.sqrt(square(one[0] - other[0]) + square(one[1] - other[1]) + square(one[2] - other[2]));
    }

    private static double[] meanLab(Mat rgb, Mat mask) {
        try (MatScope scope = new MatScope()) {
            Mat lab = scope.create();
            rgb.convertTo(lab, CvType.CV_32F, 1 / 255.0);
            Imgproc.cvtColor(lab, lab, Imgproc.COLOR_RGB2Lab);
            return Core.mean(lab, mask).val;
        }
    }

    private static double laplacianVariance(Mat rgb) {
        try (MatScope scope = new MatScope()) {
            Mat laplacian = scope.create();
            Imgproc.Laplacian(scope.track(grey(rgb, Imgproc.COLOR_RGB2GRAY)), laplacian, CvType.CV_32F);
            MatOfDouble mean = scope.track(new MatOfDouble());
            MatOfDouble deviation = scope.track(new MatOfDouble());
            Core.meanStdDev(laplacian, mean, deviation);
            return square(deviation.get(0, 0)[0]);
        }
    }

    /** CV_8UC1. A new Mat that the caller releases. */
    private static Mat grey(Mat colour, int conversion) {
        Mat grey = new Mat();
        Imgproc.cvtColor(colour, grey, conversion);
        if (grey.depth() == CvType.CV_16U) {
            grey.convertTo(grey, CvType.CV_8U, 1 / 257.0);
        }
        return grey;
    }

    private static Mat band(Mat inside) {
        try (MatScope scope = new MatScope()) {
            Mat distance = scope.create();
            Imgproc.distanceTransform(inside, distance, Imgproc.DIST_L2, Imgproc.DIST_MASK_3);
            Mat band = new Mat();
            Core.inRange(distance, new Scalar(0.5), new Scalar(BAND_PIXELS), band);
            return band;
        }
    }

    private static Rect grown(Rect box, int width, int height) {
        if (box.empty()) {
            return box;
        }
        int left = Math.max(0, box.x - 1);
        int top = Math.max(0, box.y - 1);
        int right = Math.min(width, box.x + box.width + 1);
        int bottom = Math.min(height, box.y + box.height + 1);
        return new Rect(left, top, right - left, bottom - top);
    }

    private static double square(double value) {
        return value * value;
    }

    /** Views of a Mat and of the same moved by one pixel right or down. */
    private record Neighbours(Mat first, Mat second) {
        Neighbours(Mat of, boolean down, MatScope scope) {
            this(
                    scope.track(down ? of.rowRange(0, of.rows() - 1) : of.colRange(0, of.cols() - 1)),
                    scope.track(down ? of.rowRange(1, of.rows()) : of.colRange(1, of.cols())));
        }
    }

    private static final class Mean {
        private double sum;
        private long count;

        void add(Mat values, Mat where) {
            int pixels = Core.countNonZero(where);
            sum += pixels == 0 ? 0 : Core.mean(values, where).val[0] * pixels;
            count += pixels;
        }

        double value() {
            return count == 0 ? 0 : sum / count;
        }
    }
}
