/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.raster.Masks;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Where exactly a top ends, once its rows are known: a graph cut (GrabCut; Rother, Kolmogorov and Blake 2004) between
 * what is surely top and what surely is not, both looked at near the hem only, where light and folds are the same. It
 * runs on a copy of at most 160 pixels. Stateless.
 */
final class HemCut {
    private static final int LONGEST_SIDE = 160;
    private static final int ROUNDS = 3;

    private HemCut() {}

    /**
     * What of {@code maybe} is top, CV_8UC1; the caller releases it.
     *
     * @param sure CV_8UC1: what is top whatever the picture says
     * @param maybe CV_8UC1, a superset of {@code sure}: beyond it nothing is top
     * @param guess CV_8UC1, between the two: to start from
     */
    static Mat find(Mat rgb, Mat silhouette, Mat sure, Mat maybe, Mat guess) {
        Mat found = Mat.zeros(rgb.size(), CvType.CV_8UC1);
        try (MatScope scope = new MatScope()) {
            Mat open = scope.track(maybe.clone());
            Masks.subtract(open, sure);
            Core.bitwise_and(open, silhouette, open);
            Rect band = Imgproc.boundingRect(open);
            if (band.area() < 64) {
                return found;
            }
            Rect around = grown(band, band.height, rgb.size());
            double scale = Math.min(1, (double) LONGEST_SIDE / Math.max(around.width, around.height));
            Mat picture = scope.create();
            Imgproc.resize(scope.track(rgb.submat(around)), picture, new Size(), scale, scale, Imgproc.INTER_AREA);
            Mat labels = scope.track(new Mat(picture.size(), CvType.CV_8UC1, new Scalar(Imgproc.GC_BGD)));
            label(labels, silhouette, around, Imgproc.GC_PR_BGD);
            label(labels, guess, around, Imgproc.GC_PR_FGD);
            Mat beyond = scope.create();
            Core.bitwise_not(maybe, beyond);
            label(labels, beyond, around, Imgproc.GC_BGD);
            label(labels, sure, around, Imgproc.GC_FGD);
            if (!both(labels)) {
                return found;
            }
            Core.setRNGSeed(1); // its mixtures start from k-means, which draws
            Imgproc.grabCut(
                    picture, labels, new Rect(), scope.create(), scope.create(), ROUNDS, Imgproc.GC_INIT_WITH_MASK);
            Mat top = scope.track(foreground(labels));
            Mat target = scope.track(found.submat(around));
            Imgproc.resize(top, target, around.size(), 0, 0, Imgproc.INTER_LINEAR);
            Imgproc.threshold(target, target, 127, 255, Imgproc.THRESH_BINARY);
            Core.bitwise_and(found, maybe, found);
            return found;
        }
    }

    private static void label(Mat labels, Mat mask, Rect around, int label) {
        try (MatScope scope = new MatScope()) {
            Mat small = scope.create();
            Imgproc.resize(scope.track(mask.submat(around)), small, labels.size(), 0, 0, Imgproc.INTER_NEAREST);
            labels.setTo(new Scalar(label), small);
        }
    }

    /** Whether there is something of either kind: the mixtures need samples. */
    private static boolean both(Mat labels) {
        try (MatScope scope = new MatScope()) {
            int top = Core.countNonZero(scope.track(foreground(labels)));
            return top > 20 && labels.total() - top > 20;
        }
    }

    private static Mat foreground(Mat labels) {
        try (MatScope scope = new MatScope()) {
            Mat probable = scope.create();
            Core.compare(labels, new Scalar(Imgproc.GC_PR_FGD), probable, Core.CMP_EQ);
            Mat top = new Mat();
            Core.compare(labels, new Scalar(Imgproc.GC_FGD), top, Core.CMP_EQ);
            Core.bitwise_or(top, probable, top);
            return top;
        }
    }

    private static Rect grown(Rect band, int margin, Size size) {
        int top = Math.max(0, band.y - margin);
        int bottom = Math.min((int) size.height, band.y + band.height + margin);
        return new Rect(band.x, top, band.width, bottom - top);
    }
}
