/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.raster.Masks;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfInt;
import org.opencv.core.MatOfPoint;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * A ground whose light varies more than a pale product differs from it: thresholds eat such a product. What differs
 * without doubt is product, the rim is ground, and GrabCut decides about the rest by colour and edges. Stateless.
 */
final class UnevenGround {
    private static final int LONGEST_SIDE = 384;
    private static final int ROUNDS = 4;
    /** Any would do, so long as it stays: cut-outs change with it. */
    private static final int SEED = 0;

    private UnevenGround() {}

    /**
     * @param product CV_8UC1, what a threshold found
     * @return CV_8UC1, hard-edged; {@code product} again where there is nothing to learn from; released by the caller
     */
    static Mat refine(Mat rgb, Mat product) {
        try (MatScope scope = new MatScope()) {
            double scale = Math.min(1, (double) LONGEST_SIDE / Math.max(rgb.cols(), rgb.rows()));
            Mat small = scope.create();
            Imgproc.resize(rgb, small, new Size(), scale, scale, Imgproc.INTER_AREA);
            Mat sure = scope.create();
            Imgproc.resize(product, sure, small.size(), 0, 0, Imgproc.INTER_AREA);
            Imgproc.threshold(sure, sure, 200, 255, Imgproc.THRESH_BINARY);
            Mat hints = scope.track(new Mat(small.size(), CvType.CV_8UC1, new Scalar(Imgproc.GC_BGD)));
            int rim = Math.max(2, small.cols() / 40);
            Imgproc.rectangle(
                    hints,
                    new Rect(rim, rim, small.cols() - 2 * rim, small.rows() - 2 * rim),
                    new Scalar(Imgproc.GC_PR_BGD),
                    Imgproc.FILLED);
            hull(hints, sure, scope);
            Masks.grow(sure, -2);
            hints.setTo(new Scalar(Imgproc.GC_FGD), sure);
            if (!showsBoth(hints)) {
                return product.clone();
            }
            // GrabCut draws from the thread's random numbers: without a seed its answer hangs on what was cut before.
            Core.setRNGSeed(SEED);
            Mat ground = scope.create();
            Mat fabric = scope.create();
            Imgproc.grabCut(small, hints, new Rect(), ground, fabric, ROUNDS, Imgproc.GC_INIT_WITH_MASK);
            Mat cut = scope.create();
            Core.inRange(hints, new Scalar(Imgproc.GC_PR_FGD), new Scalar(Imgproc.GC_PR_FGD), cut);
            cut.setTo(new Scalar(255), sure);
            Mat refined = new Mat();
            Imgproc.resize(cut, refined, rgb.size(), 0, 0, Imgproc.INTER_LINEAR);
            Masks.smooth(refined, 1.5);
            return refined;
        }
    }

    /** Whether there is both product and ground to learn from: GrabCut fails without. */
    private static boolean showsBoth(Mat hints) {
        try (MatScope scope = new MatScope()) {
            Mat product = scope.create();
            Mat likely = scope.create();
            Core.compare(hints, new Scalar(Imgproc.GC_FGD), product, Core.CMP_EQ);
            Core.compare(hints, new Scalar(Imgproc.GC_PR_FGD), likely, Core.CMP_EQ);
            Core.bitwise_or(product, likely, product);
            int count = Core.countNonZero(product);
            return count > 0 && count < product.total();
        }
    }

    /** Garments are roughly as convex as what is surely seen of them, and longer. */
    private static void hull(Mat hints, Mat sure, MatScope scope) {
        MatOfPoint points = scope.track(new MatOfPoint());
        Core.findNonZero(sure, points);
        if (points.empty()) {
            return;
        }
        MatOfInt corners = scope.track(new MatOfInt());
        Imgproc.convexHull(points, corners);
        Point[] all = points.toArray();
        Point[] outline = corners.toList().stream().map(i -> all[i]).toArray(Point[]::new);
        MatOfPoint polygon = scope.track(new MatOfPoint(outline));
        Imgproc.fillPoly(hints, List.of(polygon), new Scalar(Imgproc.GC_PR_FGD));
    }
}
