/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.person;

import dev.tryon.experts.figures.raster.Vec;

/**
 * The joints of a posed body in picture pixels. Pairs are (left, right) of the person; the left is at the right of the picture. Immutable.
 *
 * @param unit pixels per head
 * @param head middle of the head
 * @param neck base of the neck, middle of the shoulder line
 * @param pelvis middle of the hip joints
 */
public record Skeleton(
        double unit,
        Build build,
        Pose pose,
        Vec head,
        Vec neck,
        Vec pelvis,
        Limbs shoulders,
        Limbs elbows,
        Limbs wrists,
        Legs legs) {

    /** One joint of both sides. */
    public record Limbs(Vec left, Vec right) {
        /** @param side 1 for the person's left (right in the picture), −1 for the right */
        public Vec of(int side) {
            return side > 0 ? left : right;
        }
    }

    /** The joints of both legs. */
    public record Legs(Limbs hips, Limbs knees, Limbs ankles) {}

    /**
     * @param neck where the base of the neck is in the picture
     * @param unit pixels per head
     */
    public static Skeleton of(Build build, Pose pose, Vec neck, double unit) {
        Vec down = new Vec(0, 1).rotated(pose.lean());
        Vec pelvis = neck.plus(down.times(build.torso() * unit));
        Vec across = new Vec(1, 0).rotated(pose.lean() + pose.shoulderTilt());
        Vec hipAcross = new Vec(1, 0).rotated(pose.hipTilt());
        double turn = Math.cos(pose.yaw());
        Vec shoulderMiddle = neck.plus(down.times(Build.SHOULDER_JOINT * unit));
        double reach = build.shoulder() * turn * unit;
        Limbs shoulders =
                new Limbs(shoulderMiddle.plus(across.times(reach)), shoulderMiddle.minus(across.times(reach)));
        Limbs wrists = new Limbs(
                wrist(pose.left(), shoulders.left(), 1, unit), wrist(pose.right(), shoulders.right(), -1, unit));
        Limbs elbows = new Limbs(
                elbow(pose.left(), shoulders.left(), wrists.left(), 1, unit),
                elbow(pose.right(), shoulders.right(), wrists.right(), -1, unit));
        Vec head = neck.plus(new Vec(0.1 * Math.sin(pose.headYaw()), -0.64)
                .rotated(pose.lean() + pose.headTilt() * 0.5)
                .times(unit));
        return new Skeleton(
                unit,
                build,
                pose,
                head,
                neck,
                pelvis,
                shoulders,
                elbows,
                wrists,
                legs(build, pose, pelvis, hipAcross.times(turn), unit));
    }

    private static Vec wrist(Pose.Arm arm, Vec shoulder, int side, double unit) {
        Vec reach = new Vec(arm.x() * side, arm.y()).times(unit);
        double longest = (Build.UPPER_ARM + Build.FOREARM) * unit * arm.shorter() * 0.995;
        return shoulder.plus(reach.length() > longest ? reach.unit().times(longest) : reach);
    }

    /** Two-bone inverse kinematics by the law of cosines; elbows point outwards and down. */
    private static Vec elbow(Pose.Arm arm, Vec shoulder, Vec wrist, int side, double unit) {
        double upper = Build.UPPER_ARM * unit * arm.shorter();
        double fore = Build.FOREARM * unit * arm.shorter();
        Vec reach = wrist.minus(shoulder);
        double d = Math.min(Math.max(reach.length(), Math.abs(upper - fore) + 1), upper + fore - 1e-3);
        double cos = (upper * upper + d * d - fore * fore) / (2 * upper * d);
        double angle = Math.acos(Math.max(-1, Math.min(1, cos)));
        int outwards = reach.y() < 0 ? side : -side;
        return shoulder.plus(reach.unit().rotated(outwards * angle).times(upper));
    }

    private static Legs legs(Build build, Pose pose, Vec pelvis, Vec across, double unit) {
        double spread = (build.hip() - build.leg() * 0.75) * unit;
        Limbs hips = new Limbs(pelvis.plus(across.times(spread)), pelvis.minus(across.times(spread)));
        double shift = Math.sin(pose.hipTilt()) * 0.6;
        double length = build.legs() * unit;
        double left = (Math.max(pose.stance(), build.leg() * 0.6) + shift) * unit;
        double right = (Math.max(pose.stance(), build.leg() * 0.6) - shift) * unit;
        Limbs ankles = new Limbs(
                new Vec(pelvis.x() + left, hips.left().y() + length),
                new Vec(pelvis.x() - right, hips.right().y() + length));
        Vec bend = new Vec(0.04 * unit, 0);
        return new Legs(
                hips,
                new Limbs(
                        hips.left().towards(ankles.left(), 0.51).plus(bend),
                        hips.right().towards(ankles.right(), 0.51).minus(bend)),
                ankles);
    }

    /** The point at (heads across, heads down) from the base of the neck along the spine. */
    public Vec onTorso(double across, double down) {
        double share = down / build.torso();
        Vec along = pelvis.minus(neck);
        double tilt = pose.shoulderTilt() * (1 - share) + pose.hipTilt() * share + pose.lean() * (1 - share);
        return neck.plus(along.times(share)).plus(new Vec(1, 0).rotated(tilt).times(across * unit));
    }

    /**
     * The tip of a shoe.
     *
     * @param side 1 for the person's left
     */
    public Vec toe(int side) {
        double turn = 0.1 * side + 0.28 * Math.sin(pose.yaw());
        return legs.ankles().of(side).plus(turn * unit, 0.34 * unit);
    }
}
