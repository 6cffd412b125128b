/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.person;

import dev.tryon.experts.figures.raster.Coverage;
import dev.tryon.experts.figures.raster.Surface;
import dev.tryon.experts.figures.raster.Vec;
import dev.tryon.experts.figures.scene.Studio;
import java.awt.geom.Path2D;
import java.util.List;

/**
 * The front of a torso, or of the cloth around it: s across, v in heads below the base of the neck. The same class shapes a body, a worn
 * garment and a garment that lies flat; they differ in axis, profile and curvature. Immutable.
 */
public final class Torso implements Surface {
    private final Axis axis;
    private final Profile profile;
    private final double curvature;
    private final double slope;
    private final double bow;
    private final boolean hanging;

    /**
     * Where the torso is.
     *
     * @param top base of the neck, pixels
     * @param down the vector of one head along the spine, pixels
     * @param topTilt tilt of the shoulder line
     * @param hipTilt tilt of the hip line
     * @param torso heads from neck base to hip joints
     */
    public record Axis(Vec top, Vec down, double topTilt, double hipTilt, double torso) {
        public static Axis of(Skeleton skeleton) {
            Pose pose = skeleton.pose();
            double torso = skeleton.build().torso();
            return new Axis(
                    skeleton.neck(),
                    skeleton.pelvis().minus(skeleton.neck()).times(1 / torso),
                    pose.lean() + pose.shoulderTilt(),
                    pose.hipTilt(),
                    torso);
        }
    }

    /** Half widths in heads at given depths (heads, ascending), joined smoothly. */
    public static final class Profile {
        private final double[] depths;
        private final double[] halves;

        public Profile(double[] depths, double[] halves) {
            this.depths = depths.clone();
            this.halves = halves.clone();
        }

        public double at(double v) {
            int last = depths.length - 1;
            if (v <= depths[0]) {
                return halves[0];
            }
            for (int i = 0; i < last; i++) {
                if (v < depths[i + 1]) {
                    double t = (v - depths[i]) / (depths[i + 1] - depths[i]);
                    double smooth = t * t * (3 - 2 * t);
                    return halves[i] + (halves[i + 1] - halves[i]) * smooth;
                }
            }
            return halves[last];
        }

        /** The profile of a body turned by yaw; bodies are about two thirds as deep as wide. */
        public static Profile of(Build build, double yaw) {
            double cos = Math.cos(yaw);
            double turned = Math.hypot(cos, 0.66 * Math.sin(yaw));
            return new Profile(
                    new double[] {0, Build.SHOULDER_JOINT, Build.ARMPIT, Build.WAIST, build.torso(), build.torso() + 0.5
                    },
                    new double[] {
                        (build.shoulder() - 0.03) * cos,
                        build.shoulder() * cos,
                        build.chest() * turned,
                        build.waist() * turned,
                        build.hip() * turned,
                        build.hip() * turned * 0.97
                    });
        }
    }

    /**
     * @param curvature see {@link Surface}
     * @param slope fall of the shoulders in heads
     * @param bow fall of the hem in heads
     */
    public Torso(Axis axis, Profile profile, double curvature, double slope, double bow) {
        this(axis, profile, curvature, slope, bow, false);
    }

    /** The same for cloth that goes on below the hips: there it hangs straight down, however the body leans. */
    public static Torso hanging(Axis axis, Profile profile, double curvature, double slope, double bow) {
        return new Torso(axis, profile, curvature, slope, bow, true);
    }

    private Torso(Axis axis, Profile profile, double curvature, double slope, double bow, boolean hanging) {
        this.axis = axis;
        this.profile = profile;
        this.curvature = curvature;
        this.slope = slope;
        this.bow = bow;
        this.hanging = hanging;
    }

    @Override
    public Vec at(double s, double v) {
        double share = Math.min(1.4, v / axis.torso());
        double unit = axis.down().length();
        if (hanging && v > axis.torso()) {
            // The tilt of the hips fades out towards a long hem.
            double level = Math.max(0, 1 - (v - axis.torso()) / 2);
            Vec hem = new Vec(1, 0).rotated(axis.hipTilt() * level);
            return axis.top()
                    .plus(axis.down().times(axis.torso()))
                    .plus(0, (v - axis.torso() + bow * (1 - s * s)) * unit)
                    .plus(hem.times(s * profile.at(v) * unit));
        }
        Vec across = new Vec(1, 0).rotated(axis.topTilt() * (1 - share) + axis.hipTilt() * share);
        double fall = slope * Math.pow(Math.abs(s), 1.5) * Math.max(0, 1 - v / 0.9);
        double sag = bow * (1 - s * s) * share * share;
        return axis.top().plus(axis.down().times(v + fall + sag)).plus(across.times(s * profile.at(v) * unit));
    }

    @Override
    public double curvature() {
        return curvature;
    }

    /**
     * How much an arm is under the shoulder rather than before it: wholly at the shoulder line, not at all below the armpit. Arms are
     * painted without this part, so that a shoulder is one slope and no puff.
     */
    public Coverage yoke(Studio studio) {
        Path2D outline = outline(List.of(new Vec(-1, 0), new Vec(0, 0), new Vec(1, 0), new Vec(1, 1), new Vec(-1, 1)));
        double unit = axis.down().length();
        Vec down = axis.down().unit();
        return studio.coverage(outline).scaled((x, y) -> {
            Vec p = new Vec(x, y).minus(axis.top());
            double depth = (p.x() * down.x() + p.y() * down.y()) / unit;
            return Math.max(0, Math.min(1, (0.8 - depth) / 0.3));
        });
    }

    /** The s of a point that lies so many heads from the middle at depth v. */
    public double s(double heads, double v) {
        return heads / profile.at(v);
    }
}
