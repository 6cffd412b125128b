/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.person;

import dev.tryon.experts.figures.raster.Dice;

/**
 * The proportions of a body. The unit is the height of the head (chin to crown), as artists measure. Widths are halves. Immutable.
 *
 * @param head half the width of the head
 * @param neck half the width of the neck
 * @param shoulder from the middle to a shoulder joint
 * @param chest half the width at the chest
 * @param waist half the width at the waist
 * @param hip half the width at the hips
 * @param arm radius of an arm at the biceps
 * @param leg radius of a leg at the thigh
 * @param torso neck base to hip joints
 * @param legs hip joint to ankle
 */
public record Build(
        double head,
        double neck,
        double shoulder,
        double chest,
        double waist,
        double hip,
        double arm,
        double leg,
        double torso,
        double legs) {

    /** Depths below the neck base that all bodies share. */
    public static final double ARMPIT = 0.72;

    public static final double SHOULDER_JOINT = 0.24;
    public static final double WAIST = 1.45;
    public static final double UPPER_ARM = 1.3;
    public static final double FOREARM = 1.12;

    public static Build any(Dice dice) {
        double curves = dice.between(0, 1);
        double weight = dice.around(-0.35, 0.75);
        double shoulder = 0.9 - 0.16 * curves + dice.around(-0.05, 0.07);
        double chest = 0.74 - 0.1 * curves + 0.12 * weight + dice.around(-0.03, 0.03);
        double waist = 0.64 - 0.12 * curves + 0.2 * weight;
        double hip = 0.64 + 0.03 * curves + 0.13 * weight;
        return new Build(
                dice.around(0.35, 0.4),
                0.25 - 0.06 * curves + 0.04 * weight,
                Math.max(shoulder, chest + 0.04),
                chest,
                waist,
                hip,
                0.19 - 0.045 * curves + 0.06 * weight,
                0.31 + 0.06 * weight,
                dice.around(2.25, 2.5),
                dice.around(3.4, 3.95));
    }
}
