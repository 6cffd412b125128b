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
    private GuidedFilter() {}

    /**
     * @param rgb CV_8UC3, the guide
     * @param matte CV_8UC1, the guide's size, 0 to 255
     * @param radius of the window, in pixels
     * @param epsilon variance (of grey in [0, 1]) below which a window counts as flat
     * @return CV_8UC1; the caller releases it
     */
    public static Mat apply(Mat rgb, Mat matte, double radius, double epsilon) {
        int side = 2 * (int) Math.max(1, Math.round(radius)) + 1;
        Size window = new Size(side, side);
        try (MatScope scope = new MatScope()) {
            Mat grey = scope.create();
            Imgproc.cvtColor(rgb, grey, Imgproc.COLOR_RGB2GRAY);
            Mat guide = scope.create();
            grey.convertTo(guide, CvType.CV_32F, 1 / 255.0);
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

            Mat filtered = scope.track(mean(slope, window, scope).mul(guide));
            Core.add(filtered, mean(offset, window, scope), filtered);
            Mat result = new Mat();
            filtered.convertTo(result, CvType.CV_8U, 255);
            return result;
        }
    }

    private static Mat mean(Mat values, Size window, MatScope scope) {
        Mat mean = scope.create();
        Imgproc.boxFilter(values, mean, CvType.CV_32F, window, new Point(-1, -1), true, Core.BORDER_REFLECT);
        return mean;
    }
}
