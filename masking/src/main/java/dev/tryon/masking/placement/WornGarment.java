/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import static dev.tryon.masking.evidence.BodyLandmark.LEFT_ELBOW;
import static dev.tryon.masking.evidence.BodyLandmark.LEFT_INDEX;
import static dev.tryon.masking.evidence.BodyLandmark.LEFT_KNEE;
import static dev.tryon.masking.evidence.BodyLandmark.LEFT_WRIST;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_ELBOW;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_INDEX;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_KNEE;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_WRIST;

import dev.tryon.masking.evidence.BodyLandmark;
import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.raster.ColourHistogram;
import dev.tryon.masking.raster.GuidedFilter;
import dev.tryon.masking.raster.Masks;
import dev.tryon.masking.raster.Shapes;
import dev.tryon.masking.region.BodyFrame;
import dev.tryon.masking.region.Foot;
import dev.tryon.masking.region.Waist;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Cuts a garment off the person who wears it: what of the silhouette lies along torso and arms, or along hips and legs,
 * without skin and without what is worn above or below. Skin is what is far more likely the face's colours than those of the torso's middle;
 * trousers and skirts, from the waist down, the thighs'. Stateless.
 */
final class WornGarment {
    private WornGarment() {}

    /** CV_8UC1, hard-edged; released by the caller. */
    static Mat cut(Mat rgb, Evidence evidence, Worn part) {
        BodyFrame body = BodyFrame.of(evidence);
        double unit = body.unit();
        try (MatScope scope = new MatScope()) {
            Mat silhouette = scope.create();
            Imgproc.resize(evidence.silhouette(), silhouette, rgb.size(), 0, 0, Imgproc.INTER_LINEAR);
            Mat followed = scope.track(GuidedFilter.apply(rgb, silhouette, Math.max(2, 0.03 * unit), 1e-3));
            Imgproc.threshold(followed, silhouette, 115, 255, Imgproc.THRESH_BINARY);

            Mat chest = scope.track(Shapes.blank(rgb.size()));
            Vec top = body.at(body.midShoulders(), 0, 0.45);
            Vec bottom = body.midShoulders().towards(body.midHips(), 0.75);
            Shapes.capsule(chest, top, 0.16 * unit, bottom, 0.16 * unit);
            Core.bitwise_and(chest, silhouette, chest);

            Mat cut = maybe(rgb, evidence, body, part);
            Core.bitwise_and(cut, silhouette, cut);
            Mat face = scope.track(Shapes.blank(rgb.size()));
            if (!evidence.face().isEmpty()) {
                Vec brow = evidence.face().get(10);
                double height = body.chin().distance(brow);
                Shapes.ellipse(face, body.chin().towards(brow, 0.45), 0.28 * height, 0.33 * height, 0);
            }
            Mat thighs = scope.track(thighs(rgb, evidence, body));
            Core.bitwise_and(thighs, silhouette, thighs);
            Mat garment = part == Worn.BELOW_THE_WAIST ? thighs : chest;
            Masks.subtract(cut, scope.track(alike(rgb, face, garment, null)));
            if (part == Worn.ABOVE_THE_WAIST) {
                Mat lower = scope.track(Shapes.blank(rgb.size()));
                belowWaist(lower, body);
                Masks.subtract(cut, scope.track(alike(rgb, thighs, chest, lower)));
            } else if (part == Worn.BELOW_THE_WAIST) {
                Waist waist = Waist.find(rgb, evidence, body, silhouette, 0.78);
                Masks.subtract(cut, scope.track(waist.above(rgb.size(), body)));
            }
            Masks.subtract(cut, scope.track(notGarment(rgb, evidence, body)));
            Masks.smooth(cut, Math.max(1.5, 0.015 * unit));
            Masks.keepLarge(cut, 0.15);
            Masks.fillHoles(cut, 0.03 * unit * unit);
            return cut;
        }
    }

    /** Where colours are far more likely those of {@code part} than of {@code chest}; only within {@code where}. */
    private static Mat alike(Mat rgb, Mat part, Mat chest, @Nullable Mat where) {
        try (MatScope scope = new MatScope()) {
            Mat lab = scope.create();
            Imgproc.cvtColor(rgb, lab, Imgproc.COLOR_RGB2Lab);
            Imgproc.GaussianBlur(lab, lab, new Size(0, 0), 1.2);
            ColourHistogram ofPart = new ColourHistogram(lab, part);
            ColourHistogram ofChest = new ColourHistogram(lab, chest);
            byte[] mask = new byte[(int) lab.total()];
            // A part in the chest's colours (a suit, a dress) cannot be told from it.
            if (ofPart.samples() > 100 && ofPart.overlap(ofChest) < 0.6) {
                byte[] colours = new byte[3 * mask.length];
                lab.get(0, 0, colours);
                for (int i = 0; i < mask.length; i++) {
                    double likelihood = ofPart.likelihood(colours, 3 * i);
                    boolean found = likelihood > 5e-5 && likelihood > 3 * ofChest.likelihood(colours, 3 * i);
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

    private static void belowWaist(Mat mask, BodyFrame body) {
        Vec waist = body.midShoulders().towards(body.midHips(), 0.6);
        Vec end = waist.plus(body.down().times(2 * body.torso()));
        Vec side = body.side().times(3 * body.unit());
        Shapes.polygon(mask, List.of(waist.minus(side), waist.plus(side), end.plus(side), end.minus(side)));
    }

    private static Mat thighs(Mat rgb, Evidence evidence, BodyFrame body) {
        Mat thighs = Shapes.blank(rgb.size());
        double radius = 0.12 * body.unit();
        for (boolean left : new boolean[] {true, false}) {
            Vec hip = left ? body.leftHip() : body.rightHip();
            Vec knee = evidence.at(left ? LEFT_KNEE : RIGHT_KNEE);
            Shapes.capsule(thighs, hip.towards(knee, 0.35), radius, hip.towards(knee, 0.7), radius);
        }
        return thighs;
    }

    private static Mat maybe(Mat rgb, Evidence evidence, BodyFrame body, Worn part) {
        Mat maybe = Shapes.blank(rgb.size());
        if (part != Worn.ABOVE_THE_WAIST) {
            legs(maybe, evidence, body);
        }
        if (part == Worn.BELOW_THE_WAIST) {
            return maybe;
        }
        double hem = 0.12 * body.torso() / body.unit();
        Shapes.polygon(
                maybe,
                List.of(
                        body.at(body.leftShoulder(), 0.25, -0.15),
                        body.at(body.midShoulders(), 0.2, -0.3),
                        body.at(body.midShoulders(), -0.2, -0.3),
                        body.at(body.rightShoulder(), -0.25, -0.15),
                        body.at(body.rightHip(), -0.4, hem),
                        body.at(body.leftHip(), 0.4, hem)));
        arm(maybe, body.leftShoulder(), evidence.at(LEFT_ELBOW), evidence.at(LEFT_WRIST), body.unit());
        arm(maybe, body.rightShoulder(), evidence.at(RIGHT_ELBOW), evidence.at(RIGHT_WRIST), body.unit());
        return maybe;
    }

    /** From the waist to the ankles and whatever hangs between and beside the legs. */
    private static void legs(Mat mask, Evidence evidence, BodyFrame body) {
        double up = -0.45 * body.torso() / body.unit();
        Vec left = Foot.both(evidence).get(0).ankle();
        Vec right = Foot.both(evidence).get(1).ankle();
        Shapes.polygon(
                mask,
                List.of(
                        body.at(body.leftHip(), 0.35, up),
                        body.at(body.rightHip(), -0.35, up),
                        body.at(right, -0.5, 0),
                        body.at(left, 0.5, 0)));
        for (boolean side : new boolean[] {true, false}) {
            Vec hip = side ? body.leftHip() : body.rightHip();
            Vec knee = evidence.at(side ? LEFT_KNEE : RIGHT_KNEE);
            Shapes.capsule(mask, hip, 0.45 * body.unit(), knee, 0.4 * body.unit());
            Shapes.sleeve(mask, knee, 0.4 * body.unit(), side ? left : right, 0.35 * body.unit());
        }
    }

    private static void arm(Mat mask, Vec shoulder, Vec elbow, Vec wrist, double unit) {
        Shapes.capsule(mask, shoulder, 0.27 * unit, elbow, 0.22 * unit);
        Shapes.capsule(mask, elbow, 0.22 * unit, wrist, 0.17 * unit);
    }

    private static Mat notGarment(Mat rgb, Evidence evidence, BodyFrame body) {
        Mat not = Shapes.blank(rgb.size());
        if (!evidence.face().isEmpty()) {
            Vec chin = body.chin();
            Vec brow = evidence.face().get(10);
            double height = chin.distance(brow);
            Shapes.ellipse(not, chin.towards(brow, 0.55), 0.42 * height, 0.55 * height, 0);
        }
        for (BodyLandmark[] hand : new BodyLandmark[][] {{LEFT_WRIST, LEFT_INDEX}, {RIGHT_WRIST, RIGHT_INDEX}}) {
            Vec wrist = evidence.at(hand[0]);
            Vec finger = evidence.at(hand[1]);
            double radius = 0.07 * body.unit();
            Shapes.capsule(not, wrist.towards(finger, 0.5), radius, wrist.towards(finger, 1.6), radius);
        }
        return not;
    }
}
