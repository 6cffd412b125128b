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
import java.util.Arrays;
import java.util.List;
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

    /** How far down the chest shows the upper garment's colours, and how far where that is a short one; in torso lengths. */
    private static final double CHEST = 0.6;

    private static final double SHORT_CHEST = 0.4;
    private static final double FROM = 0.55;
    private static final double TO = 1.3;
    private static final int ROWS = 60;
    /** Waistbands reach a little under the top, whose hem is seldom straight; in torso lengths. */
    private static final double BAND = 0.04;
    /** What being a torso length off the landmarks' waist costs; rows say about 2 each where the colours are clear. */
    private static final double PRIOR = 120;

    /** How far above its mean end a slanting hem is looked for, and half as far below it; in torso lengths. */
    private static final double SLANT = 0.2;

    /** How much of the face's colours bare thighs have at least: light falls on them otherwise. */
    private static final double SKIN = 0.3;

    /** So many rows are no stripe of a garment. */
    private static final int BARE_ROWS = 6;

    /** How far below mid shoulders the upper garment ends, in torso lengths. */
    private final double end;

    private final boolean seen;

    /** Where what may be the upper garment ends: there, or where a bare midriff begins. */
    private final double hem;

    private Waist(double end, double hem, boolean seen) {
        this.end = end;
        this.hem = hem;
        this.seen = seen;
    }

    public double end() {
        return end;
    }

    /** Whether the colours showed it. */
    public boolean seen() {
        return seen;
    }

    /** @param otherwise what to answer where the colours do not show it, in torso lengths below the shoulders */
    public static Waist find(Mat rgb, Evidence evidence, BodyFrame body, Mat silhouette, double otherwise) {
        return find(rgb, evidence, body, silhouette, otherwise, CHEST);
    }

    /** As {@link #find}; where the colours do not differ it looks higher up: a short top shows a bare midriff. */
    static Waist findOfShortTops(Mat rgb, Evidence evidence, BodyFrame body, Mat silhouette, double otherwise) {
        Waist waist = find(rgb, evidence, body, silhouette, otherwise);
        return waist.seen ? waist : find(rgb, evidence, body, silhouette, otherwise, SHORT_CHEST);
    }

    private static Waist find(
            Mat rgb, Evidence evidence, BodyFrame body, Mat silhouette, double otherwise, double chestEnd) {
        try (MatScope scope = new MatScope()) {
            Mat lab = scope.create();
            Imgproc.cvtColor(rgb, lab, Imgproc.COLOR_RGB2Lab);
            Imgproc.GaussianBlur(lab, lab, new Size(0, 0), 1.2);
            ColourHistogram chest = new ColourHistogram(lab, scope.track(chest(silhouette, body, chestEnd)));
            ColourHistogram thighs = new ColourHistogram(lab, scope.track(thighs(silhouette, evidence, body)));
            if (chest.samples() < 100 || thighs.samples() < 100 || chest.overlap(thighs) > MOST_OVERLAP) {
                return new Waist(otherwise, otherwise - BAND, false);
            }
            double[] ratio = new double[ROWS];
            for (int row = 0; row < ROWS; row++) {
                ratio[row] = rowRatio(lab, silhouette, body, at(row + 0.5), chest, thighs);
            }
            double end = best(ratio, otherwise);
            return new Waist(end, Math.min(end, bare(ratio, chest, thighs, lab, evidence)), true);
        }
    }

    private static double best(double[] ratio, double otherwise) {
        double total = Arrays.stream(ratio).sum();
        // Rows before the boundary count for the chest, rows after it for the thighs.
        double best = -Double.MAX_VALUE;
        int boundary = 0;
        double before = 0;
        for (int row = 0; row <= ROWS; row++) {
            double off = at(row) - otherwise;
            double score = before - (total - before) - PRIOR * off * off;
            if (score > best) {
                best = score;
                boundary = row;
            }
            before += row < ROWS ? ratio[row] : 0;
        }
        return at(boundary);
    }

    private static double at(double row) {
        return FROM + (TO - FROM) * row / ROWS;
    }

    /** The first rows, enough of them, that look like bare thighs and not like the chest. */
    private static double bare(
            double[] ratio, ColourHistogram chest, ColourHistogram thighs, Mat lab, Evidence evidence) {
        if (evidence.face().isEmpty()) {
            return Double.POSITIVE_INFINITY; // nobody knows skin
        }
        try (MatScope scope = new MatScope()) {
            Mat face = scope.track(Shapes.blank(lab.size()));
            Shapes.polygon(face, FaceFrame.of(evidence).oval(-0.05));
            ColourHistogram skin = new ColourHistogram(lab, face);
            if (skin.overlap(thighs) < SKIN || skin.overlap(thighs) < skin.overlap(chest)) {
                return Double.POSITIVE_INFINITY;
            }
        }
        int run = 0;
        for (int row = 0; row < ROWS; row++) {
            run = ratio[row] < -1 ? run + 1 : 0;
            if (run == BARE_ROWS) {
                return at(row + 1.0 - run);
            }
        }
        return Double.POSITIVE_INFINITY;
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

    /** Down to here, in torso lengths below the shoulders, everything belongs to the upper garment. */
    double sureEnd() {
        return hem - SLANT;
    }

    /**
     * The upper garment and all above it, CV_8UC1; the caller releases it. Where the colours are known its end follows
     * the picture: a cut between chest and thighs along its edges, be the hem slanting or round.
     */
    Mat upperGarment(Mat rgb, BodyFrame body, Mat silhouette) {
        if (!seen()) {
            return above(rgb.size(), body);
        }
        Mat sure = above(rgb.size(), body, sureEnd());
        try (MatScope scope = new MatScope()) {
            Mat maybe = scope.track(above(rgb.size(), body, hem + SLANT / 2));
            Mat cut = scope.track(HemCut.find(rgb, silhouette, sure, maybe, scope.track(above(rgb.size(), body, hem))));
            Core.bitwise_or(sure, cut, sure);
            // What hangs together with nothing above is not the top: briefs below a bare midriff.
            Masks.keepLarge(sure, 1);
            return sure;
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

    private static Mat chest(Mat silhouette, BodyFrame body, double end) {
        Mat chest = Shapes.blank(silhouette.size());
        double radius = 0.2 * body.unit();
        Vec top = body.at(body.midShoulders(), 0, 0.4);
        Shapes.capsule(chest, top, radius, body.midShoulders().towards(body.midHips(), end), radius);
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
