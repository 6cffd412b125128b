/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.person;

import dev.tryon.experts.figures.raster.Vec;
import dev.tryon.experts.figures.scene.Studio;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Legs as surfaces, bare or clothed, and bare legs as paint. Stateless. Radii are in heads; v runs from the hip (0) to the ankle (1). */
public final class Legs {
    private Legs() {}

    /** Half the width of a bare leg. */
    public static double bare(Build build, double v) {
        double thigh = build.leg();
        return v < 0.5 ? thigh + (0.2 - thigh) * v * 2 : v < 0.68 ? 0.2 : 0.2 - 0.27 * (v - 0.68);
    }

    /** A bare leg. */
    public static Limb bare(Skeleton skeleton, int side) {
        return surface(skeleton, side, v -> bare(skeleton.build(), v));
    }

    /** Half the width of a plain trouser leg, {@code width} times as wide as the thigh. */
    static DoubleUnaryOperator trousers(Skeleton skeleton, double width) {
        double thigh = skeleton.build().leg();
        return v -> Math.max(bare(skeleton.build(), v) * 1.06, (thigh * 0.8 - 0.12 * v) * width);
    }

    /**
     * The surface of a leg or of the cloth around it.
     *
     * @param side 1 for the person's left
     * @param radius heads at v
     */
    public static Limb surface(Skeleton skeleton, int side, DoubleUnaryOperator radius) {
        double unit = skeleton.unit();
        Skeleton.Legs legs = skeleton.legs();
        // The outside of the thigh goes on from the hip.
        double half = Torso.Profile.of(skeleton.build(), skeleton.pose().yaw())
                .at(skeleton.build().torso());
        Vec outwards = legs.hips().left().minus(legs.hips().right()).unit();
        Vec hip = skeleton.pelvis()
                .plus(outwards.times(side * Math.max(0.1, half + 0.02 - radius.applyAsDouble(0)) * unit));
        return new Limb(hip, legs.knees().of(side), legs.ankles().of(side), v -> radius.applyAsDouble(v) * unit, 1.3);
    }

    /**
     * Half the width that the legs need in a skirt, heads.
     *
     * @param hip half the width at the hips
     * @param depth heads below the base of the neck
     */
    public static double reach(Skeleton skeleton, double hip, double depth) {
        double torso = skeleton.build().torso();
        double share =
                Math.max(0, Math.min(1, (depth - torso) / skeleton.build().legs()));
        double spread = Math.max(
                        skeleton.legs().ankles().left().x() - skeleton.pelvis().x(),
                        skeleton.pelvis().x() - skeleton.legs().ankles().right().x())
                / skeleton.unit();
        return hip * (1 - share) + share * (spread + 0.08) + 0.12;
    }

    /** Paints a bare leg down to the ankle. */
    public static void paint(Studio studio, Skeleton skeleton, Skin skin, int side) {
        Limb leg = bare(skeleton, side);
        var outline = leg.outline(List.of(new Vec(-1, 0), new Vec(1, 0), new Vec(1, 1.03), new Vec(-1, 1.03)));
        studio.surface(leg, studio.coverage(outline), -0.1, 1.1, skin.material(), null, 0.25);
    }
}
