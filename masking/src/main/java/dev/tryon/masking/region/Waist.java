/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import static dev.tryon.masking.evidence.BodyLandmark.LEFT_KNEE;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_KNEE;

import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.raster.ColourHistogram;
import dev.tryon.masking.raster.Masks;
import dev.tryon.masking.raster.Shapes;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Where the upper garment ends. Landmarks say about where the waist is; the colours say where the garment of the chest
 * gives way to that of the thighs, be it tucked in at the waist or hanging over the hips. The boundary is the one place
 * along the body's axis that best parts rows that look like the chest from rows that look like the thighs (the maximum of
 * the summed log-likelihood ratio). Where both have the same colours only the landmarks speak. Stateless.
 */
public final class Waist {
    /** Above this the colours of chest and thighs cannot be told apart. */
    private static final double MOST_OVERLAP = 0.6;

    private static final double FROM = 0.55;
    private static final double TO = 1.3;
    private static final int ROWS = 60;
    /** Waistbands reach a little under the top, whose hem is seldom straight; in torso lengths. */
    private static final double BAND = 0.04;
    /** What being a torso length off the landmarks' waist costs; rows say about 2 each where the colours are clear. */
    private static final double PRIOR = 120;

    /** How far above its mean end a slanting hem is looked for, and half as far below it; in torso lengths. */
    private static final double SLANT = 0.2;

    /** How far below mid shoulders the upper garment ends, in torso lengths. */
    private final double end;

    private final @Nullable ColourHistogram chest;
    private final @Nullable ColourHistogram thighs;

    private Waist(double end, @Nullable ColourHistogram chest, @Nullable ColourHistogram thighs) {
        this.end = end;
        this.chest = chest;
        this.thighs = thighs;
    }

    public double end() {
        return end;
    }

    /** Whether the colours showed it. */
    public boolean seen() {
        return chest != null;
    }

    /** @param otherwise what to answer where the colours do not show it, in torso lengths below the shoulders */
    public static Waist find(Mat rgb, Evidence evidence, BodyFrame body, Mat silhouette, double otherwise) {
        try (MatScope scope = new MatScope()) {
            Mat lab = scope.create();
            Imgproc.cvtColor(rgb, lab, Imgproc.COLOR_RGB2Lab);
            Imgproc.GaussianBlur(lab, lab, new Size(0, 0), 1.2);
            ColourHistogram chest = new ColourHistogram(lab, scope.track(chest(silhouette, body)));
            ColourHistogram thighs = new ColourHistogram(lab, scope.track(thighs(silhouette, evidence, body)));
            if (chest.samples() < 100 || thighs.samples() < 100 || chest.overlap(thighs) > MOST_OVERLAP) {
                return new Waist(otherwise, null, null);
            }
            return new Waist(best(lab, silhouette, body, chest, thighs, otherwise), chest, thighs);
        }
    }

    private static double best(
            Mat lab, Mat silhouette, BodyFrame body, ColourHistogram chest, ColourHistogram thighs, double otherwise) {
        double[] ratio = new double[ROWS];
        double total = 0;
        for (int row = 0; row < ROWS; row++) {
            ratio[row] = rowRatio(lab, silhouette, body, FROM + (TO - FROM) * (row + 0.5) / ROWS, chest, thighs);
            total += ratio[row];
        }
        // Rows before the boundary count for the chest, rows after it for the thighs.
        double best = -Double.MAX_VALUE;
        int boundary = 0;
        double before = 0;
        for (int row = 0; row <= ROWS; row++) {
            double off = FROM + (TO - FROM) * row / ROWS - otherwise;
            double score = before - (total - before) - PRIOR * off * off;
            if (score > best) {
                best = score;
                boundary = row;
            }
            before += row < ROWS ? ratio[row] : 0;
        }
        return FROM + (TO - FROM) * boundary / ROWS;
    }

    /** Mean log-likelihood ratio, chest over thighs, of a row across the body; 0 where nothing of it is seen. */
    private static double rowRatio(
            Mat lab, Mat silhouette, BodyFrame body, double t, ColourHistogram chest, ColourHistogram thighs) {
        Vec middle = body.midShoulders().plus(body.down().times(t * body.torso()));
        double half = Math.max(0.25 * body.unit(), 0.45 * body.leftHip().distance(body.rightHip()));
        byte[] colour = new byte[3];
        double sum = 0;
        int count = 0;
        for (int i = -8; i <= 8; i++) {
            Vec point = middle.plus(body.side().times(half * i / 8));
            int x = (int) point.x();
            int y = (int) point.y();
            boolean inside = x >= 0 && y >= 0 && x < lab.cols() && y < lab.rows();
            if (inside && silhouette.get(y, x)[0] > 0) {
                lab.get(y, x, colour);
                sum += Math.log((chest.likelihood(colour, 0) + 1e-4) / (thighs.likelihood(colour, 0) + 1e-4));
                count++;
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    /** Everything above a line across the body, a waistband's share above the end, CV_8UC1; the caller releases it. */
    public Mat above(Size size, BodyFrame body) {
        return above(size, body, end - BAND);
    }

    /**
     * The upper garment and all above it, CV_8UC1; the caller releases it. Where the colours are known its end follows
     * them: what looks like the chest and hangs together with it, be the hem slanting or round.
     */
    Mat upperGarment(Mat rgb, BodyFrame body) {
        if (chest == null || thighs == null) {
            return above(rgb.size(), body);
        }
        Mat sure = above(rgb.size(), body, end - SLANT);
        try (MatScope scope = new MatScope()) {
            Mat maybe = scope.track(above(rgb.size(), body, end + SLANT / 2));
            Masks.subtract(maybe, sure);
            keepChest(maybe, rgb, chest, thighs);
            Masks.smooth(maybe, 0.01 * body.unit());
            Core.bitwise_or(maybe, sure, sure);
            // What hangs together with nothing above is not the top: briefs below a bare midriff.
            Masks.keepLarge(sure, 1);
            return sure;
        }
    }

    private static void keepChest(Mat mask, Mat rgb, ColourHistogram chest, ColourHistogram thighs) {
        try (MatScope scope = new MatScope()) {
            Mat lab = scope.create();
            Imgproc.cvtColor(rgb, lab, Imgproc.COLOR_RGB2Lab);
            Imgproc.GaussianBlur(lab, lab, new Size(0, 0), 1.2);
            byte[] values = new byte[(int) mask.total()];
            mask.get(0, 0, values);
            byte[] colours = new byte[3 * values.length];
            lab.get(0, 0, colours);
            for (int i = 0; i < values.length; i++) {
                boolean alike = chest.likelihood(colours, 3 * i) > thighs.likelihood(colours, 3 * i);
                values[i] = (byte) (values[i] != 0 && alike ? 255 : 0);
            }
            mask.put(0, 0, values);
        }
    }

    private static Mat above(Size size, BodyFrame body, double torsoLengths) {
        Vec line = body.midShoulders().plus(body.down().times(torsoLengths * body.torso()));
        Vec up = body.down().times(-4 * body.torso());
        Vec side = body.side().times(8 * body.unit());
        Mat above = Shapes.blank(size);
        Shapes.polygon(
                above,
                List.of(
                        line.minus(side),
                        line.plus(side),
                        line.plus(side).plus(up),
                        line.minus(side).plus(up)));
        return above;
    }

    private static Mat chest(Mat silhouette, BodyFrame body) {
        Mat chest = Shapes.blank(silhouette.size());
        double radius = 0.2 * body.unit();
        Vec top = body.at(body.midShoulders(), 0, 0.4);
        Shapes.capsule(chest, top, radius, body.midShoulders().towards(body.midHips(), 0.6), radius);
        Core.bitwise_and(chest, silhouette, chest);
        return chest;
    }

    /** From a little below the hips: what trousers, skirts and bare legs show. */
    private static Mat thighs(Mat silhouette, Evidence evidence, BodyFrame body) {
        Mat thighs = Shapes.blank(silhouette.size());
        double radius = 0.12 * body.unit();
        for (boolean left : new boolean[] {true, false}) {
            Vec hip = left ? body.leftHip() : body.rightHip();
            Vec knee = evidence.at(left ? LEFT_KNEE : RIGHT_KNEE);
            Shapes.capsule(thighs, hip.towards(knee, 0.3), radius, hip.towards(knee, 0.6), radius);
        }
        Core.bitwise_and(thighs, silhouette, thighs);
        return thighs;
    }
}
