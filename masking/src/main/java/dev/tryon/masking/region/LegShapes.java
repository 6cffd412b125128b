/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import static dev.tryon.masking.evidence.BodyLandmark.LEFT_ANKLE;
import static dev.tryon.masking.evidence.BodyLandmark.LEFT_FOOT_INDEX;
import static dev.tryon.masking.evidence.BodyLandmark.LEFT_HEEL;
import static dev.tryon.masking.evidence.BodyLandmark.LEFT_HIP;
import static dev.tryon.masking.evidence.BodyLandmark.LEFT_KNEE;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_ANKLE;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_FOOT_INDEX;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_HEEL;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_HIP;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_KNEE;

import dev.tryon.masking.evidence.BodyLandmark;
import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.policy.Legs;
import dev.tryon.masking.raster.Masks;
import dev.tryon.masking.raster.Shapes;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.Mat;

/**
 * Draws legs and what a garment may make of them. Trousers may become a skirt and a skirt trousers, so the space between
 * the legs belongs to the region, and beside them as much as a wide hem takes. Stateless.
 */
final class LegShapes {
    private final Legs legs;

    LegShapes(Legs legs) {
        this.legs = legs;
    }

    /**
     * What is painted whatever the silhouette says.
     *
     * @param waist how far above the hips, in pixels
     */
    void core(Mat mask, Evidence evidence, BodyFrame body, double waist) {
        double unit = body.unit();
        double up = -waist / unit;
        Shapes.polygon(
                mask,
                List.of(
                        body.at(body.leftHip(), legs.coreHip(), up),
                        body.at(body.rightHip(), -legs.coreHip(), up),
                        body.at(body.rightHip(), -legs.coreHip(), 0.15),
                        body.at(body.leftHip(), legs.coreHip(), 0.15)));
        for (boolean left : new boolean[] {true, false}) {
            limb(mask, evidence, left, legs.coreThigh() * unit, legs.coreKnee() * unit, legs.coreAnkle() * unit);
        }
        Shapes.polygon(
                mask,
                List.of(
                        body.leftHip(), body.rightHip(),
                        evidence.at(RIGHT_KNEE), evidence.at(LEFT_KNEE)));
        Shapes.polygon(
                mask,
                List.of(evidence.at(LEFT_KNEE), evidence.at(RIGHT_KNEE), end(evidence, false), end(evidence, true)));
    }

    /** The most that is painted, within the grown silhouette. */
    void reach(Mat mask, Evidence evidence, BodyFrame body, double waist) {
        double unit = body.unit();
        double up = -waist / unit;
        Vec left = end(evidence, true);
        Vec right = end(evidence, false);
        Shapes.polygon(
                mask,
                List.of(
                        body.at(body.leftHip(), legs.reachHip(), up),
                        body.at(body.rightHip(), -legs.reachHip(), up),
                        body.at(right, -legs.reachHem(), 0),
                        body.at(left, legs.reachHem(), 0)));
        double reach = (legs.reachHip() + legs.reachHem()) / 2 * unit;
        for (boolean side : new boolean[] {true, false}) {
            limb(mask, evidence, side, legs.reachHip() * unit, reach, legs.reachHem() * unit);
        }
    }

    private void limb(Mat mask, Evidence evidence, boolean left, double thigh, double knee, double ankle) {
        Vec joint = evidence.at(left ? LEFT_KNEE : RIGHT_KNEE);
        Shapes.capsule(mask, evidence.at(left ? LEFT_HIP : RIGHT_HIP), thigh, joint, knee);
        Shapes.sleeve(mask, joint, knee, end(evidence, left), ankle);
    }

    /**
     * Feet and shoes within the silhouette, from the ankle down, but for the other leg's trousers where legs are
     * crossed. CV_8UC1; the caller releases it.
     */
    Mat feet(Evidence evidence, BodyFrame body, Mat silhouette, LimbColours colours) {
        Mat mask = Shapes.blank(silhouette.size());
        double radius = legs.foot() * body.unit();
        for (boolean left : new boolean[] {true, false}) {
            BodyLandmark ankle = left ? LEFT_ANKLE : RIGHT_ANKLE;
            if (evidence.visibility(ankle) < 0.3) {
                continue;
            }
            Vec heel = evidence.at(left ? LEFT_HEEL : RIGHT_HEEL);
            Vec toe = evidence.at(left ? LEFT_FOOT_INDEX : RIGHT_FOOT_INDEX);
            Vec down = toe.towards(heel, 0.5).minus(evidence.at(ankle));
            try (MatScope scope = new MatScope()) {
                Mat foot = scope.track(Shapes.blank(silhouette.size()));
                Shapes.capsule(foot, heel.plus(down.times(0.35)), radius, toe.plus(down.times(0.35)), radius);
                Mat crossed = scope.track(Shapes.blank(silhouette.size()));
                limb(crossed, evidence, !left, 0, legs.coreKnee() * body.unit(), legs.coreAnkle() * body.unit());
                Core.bitwise_and(crossed, foot, crossed);
                Mat shoe = scope.track(crossed.clone());
                colours.dropThighs(shoe);
                Masks.subtract(foot, crossed);
                Core.bitwise_or(foot, shoe, foot);
                Core.bitwise_or(mask, foot, mask);
            }
        }
        Core.bitwise_and(mask, silhouette, mask);
        return mask;
    }

    /** Share of both legs, hip to ankle, that lies within the picture. */
    static double inPicture(Evidence evidence) {
        int inside = 0;
        for (boolean left : new boolean[] {true, false}) {
            Vec hip = evidence.at(left ? LEFT_HIP : RIGHT_HIP);
            Vec knee = evidence.at(left ? LEFT_KNEE : RIGHT_KNEE);
            Vec ankle = evidence.at(left ? LEFT_ANKLE : RIGHT_ANKLE);
            for (int i = 0; i < 10; i++) {
                inside += evidence.inPicture(hip.towards(knee, (i + 0.5) / 10)) ? 1 : 0;
                inside += evidence.inPicture(knee.towards(ankle, (i + 0.5) / 10)) ? 1 : 0;
            }
        }
        return inside / 40.0;
    }

    /**
     * Whether the legs are a guess: a person cut off at the hips gets thighs that are squeezed in above the picture's
     * edge. Thighs that point at the camera look as short, but then the knees are plain to see.
     */
    static boolean guessed(Evidence evidence, BodyFrame body) {
        double thighs = Math.max(
                body.leftHip().distance(evidence.at(LEFT_KNEE)), body.rightHip().distance(evidence.at(RIGHT_KNEE)));
        double knees = Math.max(evidence.visibility(LEFT_KNEE), evidence.visibility(RIGHT_KNEE));
        return thighs < 0.4 * body.torso() && knees < 0.8;
    }

    static double visibility(Evidence evidence) {
        double hips = Math.max(evidence.visibility(LEFT_HIP), evidence.visibility(RIGHT_HIP));
        double knees = Math.max(evidence.visibility(LEFT_KNEE), evidence.visibility(RIGHT_KNEE));
        return Math.min(hips, 0.4 + 0.6 * knees);
    }

    /** Where trousers end: on the shin, or a little beyond the ankle. */
    private Vec end(Evidence evidence, boolean left) {
        Vec knee = evidence.at(left ? LEFT_KNEE : RIGHT_KNEE);
        return knee.towards(evidence.at(left ? LEFT_ANKLE : RIGHT_ANKLE), legs.ankle());
    }
}
