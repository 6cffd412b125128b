/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.stitch;

import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.policy.StitchRules.ColourMatch;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Brings a painting's colours to those of the photo around the mask, see {@link Surroundings}. Both ways are bounded: a
 * painting that is far off is not made right by force, it stays visibly wrong. They change the painting only, so what is
 * outside the mask cannot change. Where the mask has no surroundings (it covers the box) the painting stays as it is.
 * Stateless.
 *
 * <ul>
 *   <li>GAIN: per channel the ratio of the ring's sums, photo over painting, within [0.8, 1.25].
 *   <li>POISSON: a {@link Membrane} of the ring's differences, photo less painting, is added, within ±48 levels.
 * </ul>
 */
final class ColourMatching {
    private static final double SMALLEST_GAIN = 0.8;
    private static final double LARGEST_GAIN = 1.25;
    private static final float LARGEST_CORRECTION = 48;

    /** A ring of fewer cells says nothing. */
    private static final int FEWEST_CELLS = 8;

    /** Mean level below which a ratio is noise. */
    private static final double DARK = 4;

    /** Rows corrected at a time, so that a large crop needs no large temporaries. */
    private static final int STRIP = 64;

    private ColourMatching() {}

    /**
     * @param subject the box's part of the photo, in its stored layout
     * @param bgr CV_8UC3, the painting, of the same size; changed in place
     * @param writable CV_8UC1, 255 = may be painted
     */
    static void apply(ColourMatch match, Mat subject, Mat bgr, Mat writable) {
        if (match == ColourMatch.NONE) {
            return;
        }
        Surroundings seam = Surroundings.of(subject, bgr, writable);
        int cells = seam.ringCells();
        if (cells < FEWEST_CELLS) {
            return;
        }
        if (match == ColourMatch.GAIN) {
            gain(seam, cells, bgr);
        } else {
            membrane(seam, bgr);
        }
    }

    private static void gain(Surroundings seam, int cells, Mat bgr) {
        double[] gains = {1, 1, 1, 1};
        for (int channel = 0; channel < 3; channel++) {
            double photo = 0;
            double painting = 0;
            for (int i = 0; i < seam.cells(); i++) {
                if (seam.ring()[i]) {
                    photo += seam.photo()[3 * i + channel];
                    painting += seam.painting()[3 * i + channel];
                }
            }
            if (painting / cells >= DARK) {
                gains[channel] = Math.max(SMALLEST_GAIN, Math.min(LARGEST_GAIN, photo / painting));
            }
        }
        Core.multiply(bgr, new Scalar(gains), bgr);
    }

    private static void membrane(Surroundings seam, Mat bgr) {
        float[] corrections = new float[3 * seam.cells()];
        float[] plane = new float[seam.cells()];
        for (int channel = 0; channel < 3; channel++) {
            for (int i = 0; i < plane.length; i++) {
                float difference = seam.photo()[3 * i + channel] - seam.painting()[3 * i + channel];
                plane[i] = Math.max(-LARGEST_CORRECTION, Math.min(LARGEST_CORRECTION, difference));
            }
            float[] stretched = Membrane.stretch(seam.cols(), seam.rows(), plane, seam.ring(), seam.masked());
            for (int i = 0; i < plane.length; i++) {
                corrections[3 * i + channel] = stretched[i];
            }
        }
        try (MatScope scope = new MatScope()) {
            Mat coarse = scope.track(new Mat(seam.rows(), seam.cols(), CvType.CV_32FC3));
            coarse.put(0, 0, corrections);
            for (int row = 0; row < bgr.rows(); row += STRIP) {
                add(coarse, bgr, row, Math.min(row + STRIP, bgr.rows()));
            }
        }
    }

    /** Adds the coarse picture, enlarged to the size of {@code bgr}, to some of its rows. */
    private static void add(Mat coarse, Mat bgr, int from, int to) {
        double sx = (double) coarse.cols() / bgr.cols();
        double sy = (double) coarse.rows() / bgr.rows();
        try (MatScope scope = new MatScope()) {
            Mat rows = scope.track(bgr.rowRange(from, to));
            Mat toCoarse = scope.track(new Mat(2, 3, CvType.CV_64F));
            // Pixel i reaches from i to i + 1 in both; warpAffine counts from pixel centres.
            toCoarse.put(0, 0, sx, 0, 0.5 * sx - 0.5, 0, sy, (from + 0.5) * sy - 0.5);
            Mat correction = scope.create();
            Imgproc.warpAffine(
                    coarse,
                    correction,
                    toCoarse,
                    new Size(rows.cols(), rows.rows()),
                    Imgproc.INTER_LINEAR | Imgproc.WARP_INVERSE_MAP,
                    Core.BORDER_REPLICATE,
                    Scalar.all(0));
            Core.add(rows, correction, rows, scope.create(), CvType.CV_8U);
        }
    }
}
