/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.person;

import dev.tryon.experts.figures.raster.Coverage;
import dev.tryon.experts.figures.raster.Vec;
import dev.tryon.experts.figures.scene.Studio;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Arms as surfaces, bare or clothed, and bare arms as paint. Stateless. */
public final class Arms {
    private static final double TUBE = 1.32;
    private static final double DELTOID = 0.17;

    private Arms() {}

    /**
     * The surface of an arm.
     *
     * @param side 1 for the person's left
     * @param radius pixels at v
     */
    public static Limb surface(Skeleton skeleton, int side, DoubleUnaryOperator radius) {
        Vec elbow = skeleton.elbows().of(side);
        double thick = radius.applyAsDouble(0.15);
        // The deltoid ends a fixed way outside the joint: what is thicker starts further inside, under the shoulder
        // line.
        double inside = Math.max(0, thick - DELTOID * skeleton.unit());
        Vec joint = skeleton.shoulders().of(side);
        // Outwards across the upper arm; an arm that is lifted high still hangs on the same shoulder.
        Vec along = elbow.minus(joint).unit();
        Vec outwards = along.y() < 0.5
                ? new Vec(side * 0.5, -0.87)
                : along.perpendicular().times(-side);
        Vec start = joint.minus(outwards.times(inside)).plus(0, 0.05 * skeleton.unit());
        double length = elbow.minus(start).length()
                + skeleton.wrists().of(side).minus(elbow).length();
        double cap = Math.min(0.3, 0.85 * thick / Math.max(1, length));
        return new Limb(start, elbow, skeleton.wrists().of(side), v -> radius.applyAsDouble(v) * cap(v / cap), TUBE);
    }

    /** Half the width of a bare arm in heads. */
    public static double bare(Build build, double v) {
        return build.arm() * (v < 0.5 ? 1.05 - 0.3 * v : 0.9 - 0.66 * (v - 0.5));
    }

    /** The round end of a shoulder, as a share of the radius. */
    private static double cap(double v) {
        double t = Math.max(0, 1 - Math.max(0, v + 0.03));
        return Math.sqrt(Math.max(0.0004, 1 - t * t));
    }

    /**
     * A bare arm, with its hand unless that is in a pocket.
     *
     * @param from share of the arm that clothes hide
     * @param yoke what the shoulder covers of it, or null when it is behind the body
     */
    public static void paint(
            Studio studio, Skeleton skeleton, Skin skin, int side, double from, @Nullable Coverage yoke) {
        double unit = skeleton.unit();
        Limb arm = surface(skeleton, side, v -> bare(skeleton.build(), v) * unit);
        var outline = arm.outline(List.of(new Vec(-1, from), new Vec(1, from), new Vec(1, 1.03), new Vec(-1, 1.03)));
        studio.contactShadow(outline, unit * 0.06, 0.35, yoke);
        Pose.Arm gesture = side > 0 ? skeleton.pose().left() : skeleton.pose().right();
        if (gesture.reach() != Pose.Reach.POCKET) {
            Hand.of(skeleton, side).paint(studio, skin);
        }
        Coverage coverage = studio.coverage(outline);
        studio.surface(arm, yoke == null ? coverage : coverage.without(yoke), -0.1, 1.1, skin.material(), null, 0.2);
    }
}
