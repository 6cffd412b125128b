/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.person;

import dev.tryon.experts.figures.raster.Surface;
import dev.tryon.experts.figures.raster.Vec;
import java.util.function.DoubleUnaryOperator;

/** An arm or a leg, or the cloth around it: s across, v from 0 at its first joint to 1 at its last. The middle joint is rounded. Immutable. */
public final class Limb implements Surface {
    private static final double ROUNDING = 0.09;
    private final Vec start;
    private final Vec middle;
    private final Vec end;
    private final DoubleUnaryOperator radius;
    private final double curvature;

    /** @param radius pixels at v */
    public Limb(Vec start, Vec middle, Vec end, DoubleUnaryOperator radius, double curvature) {
        this.start = start;
        this.middle = middle;
        this.end = end;
        this.radius = radius;
        this.curvature = curvature;
    }

    @Override
    public Vec at(double s, double v) {
        Vec before = bone(v - ROUNDING);
        Vec after = bone(v + ROUNDING);
        Vec here = before.plus(after).plus(bone(v).times(2)).times(0.25);
        // Seen along the limb, s = 1 lies at its right: for a limb that hangs down that is the left of the picture,
        // hence the sign.
        Vec across = after.minus(before).unit().perpendicular().times(-1);
        return here.plus(across.times(s * radius.applyAsDouble(v)));
    }

    private Vec bone(double v) {
        double upper = middle.minus(start).length();
        double lower = end.minus(middle).length();
        double elbow = upper / Math.max(1e-6, upper + lower);
        return v < elbow
                ? start.plus(middle.minus(start).times(v / elbow))
                : middle.plus(end.minus(middle).times((v - elbow) / (1 - elbow)));
    }

    @Override
    public double curvature() {
        return curvature;
    }
}
