/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.raster.ColourHistogram;
import dev.tryon.masking.raster.Masks;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Takes bare limbs off garments. Bodies are no help where a product is worn by somebody without a head: the pose network
 * sees people in empty dresses, and none in a pair of thighs. What tells them apart is that limbs run out of the picture,
 * packshots do not. Skin tones are Chai and Ngan's (1999): Cr 133 to 173, Cb 77 to 127. Stateless.
 */
final class BareLimbs {
    private static final Scalar SKIN_FROM = new Scalar(30, 133, 77);
    private static final Scalar SKIN_TO = new Scalar(255, 173, 127);
    /** Of the foreground: less is no limb, more leaves no garment. */
    private static final double LEAST_SKIN = 0.06;

    private static final double LEAST_GARMENT = 0.15;
    /** Above this two parts cannot be told apart by their colours. */
    static final double ALIKE = 0.6;
    /** Bare limbs share hardly a colour with a garment; trousers in the colours of skin do, however they are lit. */
    static final double UNLIKE = 0.25;

    private static final int FEWEST_SAMPLES = 100;

    private BareLimbs() {}

    /**
     * @param foreground CV_8UC1, hard-edged: what stands on a plain ground
     * @return the foreground without limbs, released by the caller; empty when no limb runs out of the picture
     */
    static Optional<Mat> taken(Mat rgb, Mat foreground) {
        try (MatScope scope = new MatScope()) {
            Mat skin = scope.track(skinTones(rgb));
            Core.bitwise_and(skin, foreground, skin);
            Mat garment = scope.track(foreground.clone());
            Masks.subtract(garment, skin);
            double area = Core.countNonZero(foreground);
            if (Core.countNonZero(garment) < LEAST_GARMENT * area) {
                return Optional.empty();
            }
            Mat limbs = scope.track(atTheEdge(skin));
            if (Core.countNonZero(limbs) < LEAST_SKIN * area) {
                return Optional.empty();
            }
            Mat cut = foreground.clone();
            Masks.subtract(cut, scope.track(alike(rgb, limbs, garment, UNLIKE, null)));
            double radius = Math.max(1.5, 0.004 * Math.max(rgb.cols(), rgb.rows()));
            Masks.smooth(cut, radius);
            Masks.keepLarge(cut, 0.15);
            Masks.fillHoles(cut, 0.002 * cut.total());
            return Optional.of(cut);
        }
    }

    /** CV_8UC1, 255 where a colour may be skin; released by the caller. */
    static Mat skinTones(Mat rgb) {
        try (MatScope scope = new MatScope()) {
            Mat ycc = scope.create();
            Imgproc.cvtColor(rgb, ycc, Imgproc.COLOR_RGB2YCrCb);
            Mat skin = new Mat();
            Core.inRange(ycc, SKIN_FROM, SKIN_TO, skin);
            return skin;
        }
    }

    /**
     * Where colours are far more likely those of {@code limbs} than of {@code garment}.
     *
     * @param mostOverlap of the colours of the two, [0, 1]; above it the answer is empty
     * @param where else there is nothing to be found, CV_8UC1; null for everywhere
     * @return CV_8UC1, released by the caller
     */
    static Mat alike(Mat rgb, Mat limbs, Mat garment, double mostOverlap, @Nullable Mat where) {
        try (MatScope scope = new MatScope()) {
            Mat lab = scope.create();
            Imgproc.cvtColor(rgb, lab, Imgproc.COLOR_RGB2Lab);
            Imgproc.GaussianBlur(lab, lab, new Size(0, 0), 1.2);
            ColourHistogram ofLimbs = new ColourHistogram(lab, limbs);
            ColourHistogram ofGarment = new ColourHistogram(lab, garment);
            byte[] mask = new byte[(int) lab.total()];
            if (ofLimbs.samples() > FEWEST_SAMPLES && ofLimbs.overlap(ofGarment) < mostOverlap) {
                byte[] colours = new byte[3 * mask.length];
                lab.get(0, 0, colours);
                for (int i = 0; i < mask.length; i++) {
                    double likelihood = ofLimbs.likelihood(colours, 3 * i);
                    boolean found = likelihood > 5e-5 && likelihood > 3 * ofGarment.likelihood(colours, 3 * i);
                    mask[i] = (byte) (found ? 255 : 0);
                }
            }
            Mat result = new Mat(rgb.size(), CvType.CV_8UC1);
            result.put(0, 0, mask);
            if (where != null) {
                Core.bitwise_and(result, where, result);
            }
            Mat disc = scope.track(Imgproc.getStructuringElement(Imgproc.MORPH_ELLIPSE, new Size(3, 3)));
            Imgproc.morphologyEx(result, result, Imgproc.MORPH_OPEN, disc);
            return result;
        }
    }

    /** The pieces that the picture's border cuts. */
    private static Mat atTheEdge(Mat skin) {
        try (MatScope scope = new MatScope()) {
            Mat labels = scope.create();
            int count = Imgproc.connectedComponents(skin, labels, 8, CvType.CV_32S);
            boolean[] cut = new boolean[count];
            int right = labels.cols() - 1;
            int low = labels.rows() - 1;
            // The outermost rows and columns are often a thin frame, or blurred by the codec.
            for (Rect edge : new Rect[] {
                new Rect(0, 1, right + 1, 1),
                new Rect(0, low - 1, right + 1, 1),
                new Rect(1, 0, 1, low + 1),
                new Rect(right - 1, 0, 1, low + 1)
            }) {
                int[] along = new int[Math.max(edge.width, edge.height)];
                Mat strip = scope.track(scope.track(labels.submat(edge)).clone());
                strip.get(0, 0, along);
                for (int label : along) {
                    cut[label] |= label > 0;
                }
            }
            int[] all = new int[(int) labels.total()];
            labels.get(0, 0, all);
            byte[] pixels = new byte[all.length];
            for (int i = 0; i < all.length; i++) {
                pixels[i] = (byte) (cut[all[i]] ? 255 : 0);
            }
            Mat limbs = new Mat(skin.size(), CvType.CV_8UC1);
            limbs.put(0, 0, pixels);
            return limbs;
        }
    }
}
