/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import dev.tryon.masking.geometry.Vec;
import org.jspecify.annotations.Nullable;

/**
 * Lays a sleeve along an arm: cross-sections of the flat sleeve, from the armhole to a little beyond the cuff, become
 * cross-sections of the worn one. The first is the armhole itself in both, so that sleeve and body meet.
 */
final class SleeveWarp {
    private static final int SECTIONS = 28;
    private static final int ACROSS = 6;
    /** How far before the armhole and beyond the cuff the strip reaches, as shares of the sleeve. */
    private static final double BEFORE = -0.15;

    private static final double BEYOND = 1.12;
    /** Half the strip over half the sleeve: room for sleeves that are wider in the middle. */
    private static final double MARGIN = 1.5;

    private SleeveWarp() {}

    static WarpField field(Strip product, Strip worn, int width, int height) {
        WarpField field = new WarpField(width, height);
        Vec[] before = product.section(BEFORE, null);
        Vec[] wornBefore = worn.section(BEFORE, null);
        for (int i = 1; i <= SECTIONS; i++) {
            double t = BEFORE + (BEYOND - BEFORE) * i / SECTIONS;
            Vec[] section = product.section(t, before);
            Vec[] wornSection = worn.section(t, wornBefore);
            for (int j = 0; j < ACROSS; j++) {
                field.triangle(wornBefore[j], wornBefore[j + 1], wornSection[j], before[j], before[j + 1], section[j]);
                field.triangle(
                        wornBefore[j + 1],
                        wornSection[j + 1],
                        wornSection[j],
                        before[j + 1],
                        section[j + 1],
                        section[j]);
            }
            before = section;
            wornBefore = wornSection;
        }
        return field;
    }

    /**
     * A sleeve with its armhole. It leaves the armhole at right angles, whatever the arm does then: a shoulder is round.
     *
     * @param body a point within the garment's body, to tell outwards from inwards
     */
    record Strip(Vec shoulder, Vec armpit, Vec body, Sleeve sleeve) {
        /** How far the axis bulges outwards before it follows the arm, in armholes. */
        private static final double BULGE = 0.4;

        /** {@code ACROSS + 1} points from the shoulder's side to the armpit's. */
        Vec[] section(double t, Vec @Nullable [] previous) {
            Vec armhole = armpit.minus(shoulder);
            Vec across = tangent(t).quarterTurn();
            Vec before = previous == null ? armhole : previous[ACROSS].minus(previous[0]);
            if (across.dot(before) < 0) {
                across = across.times(-1);
            }
            double along = Math.min(1, Math.max(0, t));
            double half = MARGIN * (armhole.length() * (1 - along) + sleeve.cuffWidth() * along) / 2;
            Vec[] section = new Vec[ACROSS + 1];
            for (int j = 0; j <= ACROSS; j++) {
                section[j] = centre(t).plus(across.times(half * (2.0 * j / ACROSS - 1)));
            }
            return section;
        }

        private Vec tangent(double t) {
            // Narrow at the armhole, where the direction is given; wide at the elbow, where sections would else cross.
            double window = Math.min(0.12, 0.02 + 0.4 * Math.max(0, t));
            return centre(t + window).minus(centre(t - window)).unit();
        }

        /** On the axis: 0 root, 0.5 bend, 1 cuff; straight on beyond both. */
        private Vec centre(double t) {
            if (t >= 0.5) {
                return sleeve.bend().towards(sleeve.cuff(), 2 * t - 1);
            }
            Vec out = outwards();
            if (t <= 0) {
                return sleeve.root().plus(out.times(t * sleeve.length()));
            }
            Vec control = sleeve.root().plus(out.times(BULGE * armpit.distance(shoulder)));
            Vec first = sleeve.root().towards(control, 2 * t);
            return first.towards(control.towards(sleeve.bend(), 2 * t), 2 * t);
        }

        private Vec outwards() {
            Vec out = armpit.minus(shoulder).unit().quarterTurn();
            return out.dot(sleeve.root().minus(body)) < 0 ? out.times(-1) : out;
        }
    }
}
