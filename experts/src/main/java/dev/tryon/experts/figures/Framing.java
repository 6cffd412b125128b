/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures;

import dev.tryon.experts.figures.person.Build;
import dev.tryon.experts.figures.person.Pose;
import dev.tryon.experts.figures.person.Skeleton;
import dev.tryon.experts.figures.raster.Dice;
import dev.tryon.experts.figures.raster.Vec;

/** How much of a person a photo shows. Stateless. */
final class Framing {
    /** From the crown to the base of the neck, heads. */
    private static final double HEAD_AND_NECK = 1.22;

    private Framing() {}

    /** From the hips up to the whole body, as shops crop. */
    static Skeleton asShopsCrop(Build build, Pose pose, PictureSize size, Dice dice) {
        double kind = dice.between(0, 1);
        double feet = feet(build);
        double bottom = kind < 0.35
                ? build.torso() + dice.between(0.15, 0.6)
                : kind < 0.6
                        ? build.torso() + dice.between(0.6, 1.3)
                        : kind < 0.75 ? build.torso() + dice.between(1.3, 2.4) : feet + dice.between(0.05, 0.4);
        double above = dice.chance(0.07) ? dice.between(-0.7, -0.1) : dice.between(0.12, 0.7);
        return placed(build, pose, size, above, bottom, dice);
    }

    /** The whole body, with the head cut off now and then; rarely the shins. */
    static Skeleton fullLength(Build build, Pose pose, PictureSize size, Dice dice) {
        double above = dice.chance(0.1) ? dice.between(-0.75, -0.2) : dice.between(0.1, 0.5);
        double bottom = feet(build) + (dice.chance(0.12) ? dice.between(-0.7, 0) : dice.between(0.08, 0.5));
        return placed(build, pose, size, above, bottom, dice);
    }

    /** The whole body, or the legs alone. */
    static Skeleton downToTheFeet(Build build, Pose pose, PictureSize size, Dice dice) {
        double kind = dice.between(0, 1);
        double above =
                kind < 0.6 ? dice.between(0.05, 0.4) : kind < 0.8 ? dice.between(-1.2, -0.3) : dice.between(-4.2, -2.2);
        return placed(build, pose, size, above, feet(build) + dice.between(0.38, 0.75), dice);
    }

    /** From a close-up of the face to half the body. */
    static Skeleton portrait(Build build, Pose pose, PictureSize size, Dice dice) {
        double bottom = dice.chance(0.5) ? dice.between(0.15, 0.7) : dice.between(0.7, 2.3);
        return placed(build, pose, size, dice.between(0.1, 0.45), bottom, dice);
    }

    /** Head and shoulders. */
    static Skeleton closeUp(Build build, Pose pose, PictureSize size, Dice dice) {
        return placed(build, pose, size, dice.between(0.1, 0.35), dice.between(0.15, 0.6), dice);
    }

    private static double feet(Build build) {
        return build.torso() + build.legs() + 0.4;
    }

    /**
     * @param above heads of room over the crown; negative cuts it
     * @param bottom heads from the base of the neck to the lower edge
     */
    private static Skeleton placed(Build build, Pose pose, PictureSize size, double above, double bottom, Dice dice) {
        double unit = size.height() / (above + HEAD_AND_NECK + bottom);
        // A face that fills the picture stays in its middle.
        double aside = bottom < 1 ? 0.16 : 0.35;
        double x = size.width() / 2.0 + dice.around(-aside, aside) * unit;
        return Skeleton.of(build, pose, new Vec(x, (above + HEAD_AND_NECK) * unit), unit);
    }
}
