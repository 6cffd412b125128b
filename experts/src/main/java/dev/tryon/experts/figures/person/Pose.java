/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.person;

import dev.tryon.experts.figures.raster.Dice;

/**
 * How a person stands, seen by the camera. Angles in radians; positive turns are towards the right of the picture. Immutable.
 *
 * @param yaw turn of the body
 * @param headYaw turn of the head
 * @param headTilt tilt of the head
 * @param lean tilt of the spine
 * @param shoulderTilt tilt of the shoulder line
 * @param hipTilt tilt of the hip line
 * @param stance half the distance of the feet, in heads
 * @param left what the person's left arm does (at the right of the picture)
 * @param right what the person's right arm does
 */
public record Pose(
        double yaw,
        double headYaw,
        double headTilt,
        double lean,
        double shoulderTilt,
        double hipTilt,
        double stance,
        Arm left,
        Arm right) {

    /** Where a hand is, and whether that is before or behind the body. */
    public enum Reach {
        HANGING,
        AWAY,
        HIP,
        POCKET,
        BEFORE_TORSO,
        BEHIND,
        RAISED
    }

    /**
     * @param reach the kind of gesture
     * @param x wrist, in heads outwards from the shoulder joint
     * @param y wrist, in heads below the shoulder joint
     * @param shorter how much of the arm's length is seen (the rest points to the camera)
     */
    public record Arm(Reach reach, double x, double y, double shorter) {
        static Arm any(Dice dice) {
            double kind = dice.between(0, 1);
            if (kind < 0.42) {
                return new Arm(Reach.HANGING, dice.between(0.02, 0.45), 2.4, dice.between(0.92, 1));
            } else if (kind < 0.56) {
                return new Arm(Reach.AWAY, dice.between(0.5, 1.3), dice.between(1.7, 2.2), 1);
            } else if (kind < 0.68) {
                return new Arm(Reach.HIP, dice.between(-0.15, 0), dice.between(1.5, 1.7), dice.between(0.85, 0.95));
            } else if (kind < 0.78) {
                return new Arm(Reach.POCKET, dice.between(-0.15, 0.02), dice.between(1.95, 2.2), dice.between(0.9, 1));
            } else if (kind < 0.92) {
                return new Arm(
                        Reach.BEFORE_TORSO, dice.between(-1.2, -0.4), dice.between(0.9, 1.7), dice.between(0.75, 0.95));
            } else if (kind < 0.96) {
                return new Arm(Reach.BEHIND, dice.between(-0.5, -0.2), dice.between(1.5, 1.8), dice.between(0.8, 0.9));
            }
            return new Arm(Reach.RAISED, dice.between(0.1, 0.8), dice.between(-1.1, -0.2), dice.between(0.85, 1));
        }
    }

    public static Pose any(Dice dice) {
        double yaw = dice.chance(0.45) ? dice.around(-0.12, 0.12) : dice.around(-0.6, 0.6);
        double tilt = dice.around(-0.12, 0.12);
        return new Pose(
                yaw,
                yaw * dice.between(0.2, 1) + dice.around(-0.25, 0.25),
                dice.around(-0.16, 0.16),
                dice.around(-0.07, 0.07),
                tilt,
                -tilt * dice.between(0, 1),
                dice.between(0.12, 0.6),
                Arm.any(dice),
                Arm.any(dice));
    }
}
