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
import dev.tryon.masking.raster.GuidedFilter;
import dev.tryon.masking.raster.Masks;
import dev.tryon.masking.raster.Shapes;
import dev.tryon.masking.region.BodyFrame;
import dev.tryon.masking.region.Foot;
import dev.tryon.masking.region.Waist;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.imgproc.Imgproc;

/**
 * Cuts a garment off the person who wears it: what of the silhouette lies along torso and arms, or along hips and legs,
 * without skin and without what is worn above or below. Skin is what is far more likely the face's colours than those of the torso's middle;
 * trousers and skirts have the colours seen at the hips; legs that are bare below the knees tell what is skin, too. Stateless.
 */
final class WornGarment {
    /** Share of the shins in tones of skin from which on they are bare. */
    private static final double BARE = 0.6;

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
            Mat thighs = scope.track(along(rgb, evidence, body, 0.35, 0.7));
            Core.bitwise_and(thighs, silhouette, thighs);
            // The uppermost part of the thighs: further down shorts and skirts may have ended.
            Mat hips = scope.track(along(rgb, evidence, body, 0.02, 0.22));
            Core.bitwise_and(hips, silhouette, hips);
            Mat garment = part == Worn.BELOW_THE_WAIST ? hips : chest;
            Masks.subtract(cut, scope.track(BareLimbs.alike(rgb, face, garment, BareLimbs.ALIKE, null)));
            if (part == Worn.ABOVE_THE_WAIST) {
                Mat lower = scope.track(Shapes.blank(rgb.size()));
                belowWaist(lower, body);
                Masks.subtract(cut, scope.track(BareLimbs.alike(rgb, thighs, chest, BareLimbs.ALIKE, lower)));
            } else if (part == Worn.BELOW_THE_WAIST) {
                Waist waist = Waist.find(rgb, evidence, body, silhouette, 0.78);
                Masks.subtract(cut, scope.track(waist.above(rgb.size(), body)));
            }
            if (part != Worn.ABOVE_THE_WAIST) {
                Masks.subtract(cut, scope.track(bareLegs(rgb, evidence, body, silhouette, garment)));
            }
            Masks.subtract(cut, scope.track(notGarment(rgb, evidence, body)));
            Masks.smooth(cut, Math.max(1.5, 0.015 * unit));
            Masks.keepLarge(cut, 0.15);
            Masks.fillHoles(cut, 0.03 * unit * unit);
            return cut;
        }
    }

    private static void belowWaist(Mat mask, BodyFrame body) {
        Vec waist = body.midShoulders().towards(body.midHips(), 0.6);
        Vec end = waist.plus(body.down().times(2 * body.torso()));
        Vec side = body.side().times(3 * body.unit());
        Shapes.polygon(mask, List.of(waist.minus(side), waist.plus(side), end.plus(side), end.minus(side)));
    }

    /** Both thighs' middles, from one share of the way to the knees to another. */
    private static Mat along(Mat rgb, Evidence evidence, BodyFrame body, double from, double to) {
        Mat thighs = Shapes.blank(rgb.size());
        double radius = 0.12 * body.unit();
        for (boolean left : new boolean[] {true, false}) {
            Vec hip = left ? body.leftHip() : body.rightHip();
            Vec knee = evidence.at(left ? LEFT_KNEE : RIGHT_KNEE);
            Shapes.capsule(thighs, hip.towards(knee, from), radius, hip.towards(knee, to), radius);
        }
        return thighs;
    }

    /** What has the colours of the legs below the knees, where those are skin; nothing where they are not. */
    private static Mat bareLegs(Mat rgb, Evidence evidence, BodyFrame body, Mat silhouette, Mat garment) {
        try (MatScope scope = new MatScope()) {
            Mat shins = scope.track(Shapes.blank(rgb.size()));
            double radius = 0.07 * body.unit();
            List<Foot> feet = Foot.both(evidence);
            for (boolean left : new boolean[] {true, false}) {
                Vec knee = evidence.at(left ? LEFT_KNEE : RIGHT_KNEE);
                Vec ankle = feet.get(left ? 0 : 1).ankle();
                Shapes.capsule(shins, knee, radius, knee.towards(ankle, 0.6), radius);
            }
            Core.bitwise_and(shins, silhouette, shins);
            int seen = Core.countNonZero(shins);
            Core.bitwise_and(shins, scope.track(BareLimbs.skinTones(rgb)), shins);
            if (Core.countNonZero(shins) < BARE * seen) {
                return Shapes.blank(rgb.size());
            }
            return BareLimbs.alike(rgb, shins, garment, BareLimbs.UNLIKE, null);
        }
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
