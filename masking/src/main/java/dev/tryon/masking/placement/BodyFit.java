/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import static dev.tryon.masking.evidence.BodyLandmark.LEFT_ELBOW;
import static dev.tryon.masking.evidence.BodyLandmark.LEFT_SHOULDER;
import static dev.tryon.masking.evidence.BodyLandmark.LEFT_WRIST;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_ELBOW;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_SHOULDER;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_WRIST;

import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.region.BodyFrame;
import org.jspecify.annotations.Nullable;

/**
 * The shape that a garment takes on a person: as wide as the chest plus ease, as long as its own proportions say, its
 * sleeves along the arms. Proportions of shoulder, chest and arm are those of adult body measurement tables, rounded:
 * chest over joint-to-joint shoulder width 1.3, arm 1.5 of it, torso (shoulders to hips) 1.5. Stateless.
 */
final class BodyFit {
    private static final double CHEST = 1.30;
    /** The same as it is seen from the front: the garment lies round the body, not flat before it. */
    private static final double CHEST_SEEN = 1.1;

    private static final double ARM = 1.5;
    private static final double TORSO = 1.5;

    private BodyFit() {}

    /**
     * @param shape of the product, in any pixels
     * @param evidence of the person, in pixels of the canvas
     * @param lowest how far below the shoulders the region reaches, in torso lengths
     * @param widestHem in chest widths
     */
    static GarmentShape of(GarmentShape shape, Evidence evidence, double lowest, double widestHem) {
        BodyFrame body = BodyFrame.of(evidence);
        boolean front = body.rightShoulder().x() <= body.leftShoulder().x();
        Vec left = body.side().times(front ? -1 : 1);
        Vec down = body.down();
        double joints = body.shoulderWidth();
        double unit = body.unit();
        // Seen from the side the chest is about as deep as 0.55 of its width; never narrower than that.
        double chest = Math.max(CHEST_SEEN * joints, 0.68 * unit) + 0.06 * unit;
        double scale = CHEST * unit / shape.chestWidth();
        double lengthwise = scale * Math.min(1.2, Math.max(0.7, body.torso() / unit / TORSO));
        double length = Math.min(Math.max(shape.length() * lengthwise, 0.7 * body.torso()), lowest * body.torso());
        double across = chest / shape.chestWidth();

        Vec top = body.midShoulders().minus(down.times(0.1 * unit));
        Vec mid = front ? body.rightShoulder() : body.leftShoulder();
        Vec other = front ? body.leftShoulder() : body.rightShoulder();
        double armpit = Math.min(0.5 * unit, Math.max(0.3 * unit, depth(shape) * lengthwise));
        double shoulder = shape.leftShoulder().distance(shape.rightShoulder()) * across / 2;
        shoulder = Math.min(Math.max(shoulder, 0.36 * joints), chest / 2);
        // Shoulders follow the joints (they may slope), widths follow the garment.
        Vec leftShoulder =
                along(mid, other, body.midShoulders(), left, shoulder, joints).minus(down.times(0.12 * unit));
        Vec rightShoulder =
                along(other, mid, body.midShoulders(), left, -shoulder, joints).minus(down.times(0.12 * unit));
        Vec hem = top.plus(down.times(length));
        Vec lower = body.midHips().minus(body.midShoulders());
        double hemWidth = Math.max(shape.leftHem().distance(shape.rightHem()) * across, 0.85 * chest);
        hemWidth = Math.min(hemWidth, widestHem * chest);
        double neck = Math.min(0.27 * unit, 0.21 * shape.leftShoulder().distance(shape.rightShoulder()) * across);
        Vec collar = body.midShoulders().minus(lower.unit().times(0.27 * unit));
        Vec leftArmpit = body.midShoulders().plus(left.times(chest / 2)).plus(down.times(armpit - 0.1 * unit));
        Vec rightArmpit = leftArmpit.minus(left.times(chest));
        Limb leftArm = limb(evidence, front);
        Limb rightArm = limb(evidence, !front);
        double sleeveScale = scale / (ARM * unit);
        return new GarmentShape(
                collar.plus(left.times(neck)),
                collar.minus(left.times(neck)),
                leftShoulder,
                rightShoulder,
                leftArmpit,
                rightArmpit,
                hem.plus(left.times(hemWidth / 2)),
                hem.minus(left.times(hemWidth / 2)),
                sleeve(shape.leftSleeve(), leftShoulder, leftArmpit, leftArm, sleeveScale, scale),
                sleeve(shape.rightSleeve(), rightShoulder, rightArmpit, rightArm, sleeveScale, scale));
    }

    private static double depth(GarmentShape shape) {
        double left = shape.leftArmpit().y() - shape.leftShoulder().y();
        double right = shape.rightArmpit().y() - shape.rightShoulder().y();
        return (left + right) / 2;
    }

    /** The point {@code half} to the left of the middle, as high as the line between the joints is there. */
    private static Vec along(Vec joint, Vec otherJoint, Vec middle, Vec left, double half, double joints) {
        double share = joints < 1 ? 0.5 : Math.abs(half) / joints;
        Vec rise = joint.minus(otherJoint);
        Vec slope = rise.minus(left.times(rise.dot(left)));
        return middle.plus(left.times(half)).plus(slope.times(Math.min(0.6, share)));
    }

    private static Limb limb(Evidence evidence, boolean personsRight) {
        return personsRight
                ? new Limb(evidence.at(RIGHT_SHOULDER), evidence.at(RIGHT_ELBOW), evidence.at(RIGHT_WRIST))
                : new Limb(evidence.at(LEFT_SHOULDER), evidence.at(LEFT_ELBOW), evidence.at(LEFT_WRIST));
    }

    private static @Nullable Sleeve sleeve(
            @Nullable Sleeve flat, Vec shoulder, Vec armpit, Limb arm, double perArm, double scale) {
        if (flat == null) {
            return null;
        }
        double share = flat.length() * perArm;
        // A long sleeve ends at the wrist, not a little before or beyond it.
        double reach = share > 0.8 ? 1 : Math.max(share, 0.16);
        Vec root = shoulder.towards(armpit, 0.5);
        double middle = 0.5 * reach;
        Vec bend = reach > 0.6 ? arm.at(0.53) : arm.at(middle);
        return new Sleeve(root, bend, arm.at(reach), flat.cuffWidth() * scale, Double.MAX_VALUE);
    }
}
