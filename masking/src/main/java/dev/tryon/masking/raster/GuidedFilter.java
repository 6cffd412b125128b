/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.raster;

import dev.tryon.masking.photo.MatScope;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Makes the edges of a matte follow those of a picture: within every window the matte becomes a linear function of the
 * picture's grey value, q = a I + b with a = cov(I, p) / (var(I) + eps) and b = mean(p) - a mean(I), both averaged over
 * the windows. K. He, J. Sun, X. Tang, "Guided Image Filtering", TPAMI 2013, equations 5, 6 and 8; nothing but box
 * filters, so its cost does not depend on the radius. Stateless.
 */
public final class GuidedFilter {
    private static final int STRIP = 256;

    private GuidedFilter() {}

    /**
     * @param rgb CV_8UC3, the guide
     * @param matte CV_8UC1, the guide's size, 0 to 255
     * @param radius of the window, in pixels
     * @param epsilon variance (of grey in [0, 1]) below which a window counts as flat
     * @return CV_8UC1; the caller releases it
     */
    public static Mat apply(Mat rgb, Mat matte, double radius, double epsilon) {
        try (MatScope scope = new MatScope()) {
            Mat guide = scope.track(grey(rgb));
            Coefficients line = coefficients(guide, matte, radius, epsilon, scope);
            return evaluate(line.slope, line.offset, guide, scope);
        }
    }

    /**
     * The same for a larger copy of the guide: slopes and offsets come from the small one, the picture's own edges from
     * the large one. K. He, J. Sun, "Fast Guided Filter", arXiv 1505.00996.
     *
     * @param rgb CV_8UC3, the small guide
     * @param matte CV_8UC1, the small guide's size
     * @param largeRgb CV_8UC3, the same picture at a larger size
     * @return CV_8UC1 of the large size; the caller releases it
     */
    public static Mat applyLarger(Mat rgb, Mat matte, Mat largeRgb, double radius, double epsilon) {
        try (MatScope scope = new MatScope()) {
            Coefficients line = coefficients(scope.track(grey(rgb)), matte, radius, epsilon, scope);
            Mat result = new Mat(largeRgb.size(), CvType.CV_8UC1);
            // In strips of rows: float copies of a 24-megapixel photo would take half a gigabyte.
            double rowsPerRow = (double) rgb.rows() / largeRgb.rows();
            for (int row = 0; row < largeRgb.rows(); row += STRIP) {
                int end = Math.min(row + STRIP, largeRgb.rows());
                try (MatScope strip = new MatScope()) {
                    Mat guide = strip.track(grey(strip.track(largeRgb.rowRange(row, end))));
                    Mat slope = strip.track(rows(line.slope, row, rowsPerRow, guide.size()));
                    Mat offset = strip.track(rows(line.offset, row, rowsPerRow, guide.size()));
                    Mat filtered = strip.track(evaluate(slope, offset, guide, strip));
                    filtered.copyTo(strip.track(result.rowRange(row, end)));
                }
            }
            return result;
        }
    }

    /** Bilinear samples of the rows of a small picture that a strip of the large one shows. */
    private static Mat rows(Mat small, int firstRow, double rowsPerRow, Size size) {
        Mat affine = new Mat(2, 3, CvType.CV_64F);
        double columnsPerColumn = small.cols() / size.width;
        affine.put(
                0,
                0,
                columnsPerColumn,
                0,
                0.5 * columnsPerColumn - 0.5,
                0,
                rowsPerRow,
                (firstRow + 0.5) * rowsPerRow - 0.5);
        Mat large = new Mat();
        Imgproc.warpAffine(
                small,
                large,
                affine,
                size,
                Imgproc.INTER_LINEAR | Imgproc.WARP_INVERSE_MAP,
                Core.BORDER_REPLICATE,
                Scalar.all(0));
        affine.release();
        return large;
    }

    private record Coefficients(Mat slope, Mat offset) {}

    private static Coefficients coefficients(Mat guide, Mat matte, double radius, double epsilon, MatScope scope) {
        int side = 2 * (int) Math.max(1, Math.round(radius)) + 1;
        Size window = new Size(side, side);
        Mat input = scope.create();
        matte.convertTo(input, CvType.CV_32F, 1 / 255.0);

        Mat meanGuide = mean(guide, window, scope);
        Mat meanInput = mean(input, window, scope);
        Mat variance = mean(scope.track(guide.mul(guide)), window, scope);
        Core.subtract(variance, scope.track(meanGuide.mul(meanGuide)), variance);
        Mat covariance = mean(scope.track(guide.mul(input)), window, scope);
        Core.subtract(covariance, scope.track(meanGuide.mul(meanInput)), covariance);

        Core.add(variance, new Scalar(epsilon), variance);
        Mat slope = scope.create();
        Core.divide(covariance, variance, slope);
        Mat offset = scope.create();
        Core.subtract(meanInput, scope.track(slope.mul(meanGuide)), offset);
        return new Coefficients(mean(slope, window, scope), mean(offset, window, scope));
    }

    private static Mat evaluate(Mat slope, Mat offset, Mat guide, MatScope scope) {
        Mat filtered = scope.track(slope.mul(guide));
        Core.add(filtered, offset, filtered);
        Mat result = new Mat();
        filtered.convertTo(result, CvType.CV_8U, 255);
        return result;
    }

    private static Mat grey(Mat rgb) {
        try (MatScope scope = new MatScope()) {
            Mat grey = scope.create();
            Imgproc.cvtColor(rgb, grey, Imgproc.COLOR_RGB2GRAY);
            Mat guide = new Mat();
            grey.convertTo(guide, CvType.CV_32F, 1 / 255.0);
            return guide;
        }
    }

    private static Mat mean(Mat values, Size window, MatScope scope) {
        Mat mean = scope.create();
        Imgproc.boxFilter(values, mean, CvType.CV_32F, window, new Point(-1, -1), true, Core.BORDER_REFLECT);
        return mean;
    }
}
