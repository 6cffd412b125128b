/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.garment;

import dev.tryon.experts.figures.person.Limb;
import dev.tryon.experts.figures.person.Torso;
import dev.tryon.experts.figures.raster.Vec;
import dev.tryon.experts.figures.scene.Relief;
import dev.tryon.experts.figures.scene.Studio;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;

/** Paints the parts of a bottom on given surfaces; it does not know whether they lie flat or are worn. Made per drawing; not thread-safe. */
final class BottomPainter {
    private final Studio studio;
    private final Bottom bottom;
    private final double unit;
    private final double turn;

    /**
     * @param unit pixels per head
     * @param turn how far the front is turned away, in flat s
     */
    BottomPainter(Studio studio, Bottom bottom, double unit, double turn) {
        this.studio = studio;
        this.bottom = bottom;
        this.unit = unit;
        this.turn = turn;
    }

    void leg(Limb leg, int side, Relief relief) {
        double end = bottom.cut().legEnd();
        Path2D outline = leg.outline(
                List.of(new Vec(-1, 0), new Vec(1, 0), new Vec(1, end), new Vec(0, end + 0.01), new Vec(-1, end)));
        studio.contactShadow(outline, unit * 0.05, 0.25);
        studio.surface(
                leg,
                studio.coverage(outline),
                -0.1,
                end + 0.1,
                (s, v, out) -> bottom.leg(side, leg.unrolled(s) - turn * 0.5, v, out),
                relief,
                bottom.fabric().gloss());
    }

    /**
     * Paints hips, and all of a skirt.
     *
     * @param waist v of the waist
     * @param end v where it ends: in the crotch, or at the hem of a skirt
     * @param scale heads of the cut per v
     */
    void hips(Torso torso, double waist, double end, double scale, Relief relief) {
        boolean skirt = bottom.cut().kind() == BottomCut.Kind.SKIRT;
        double sides = end - (skirt ? 0 : 0.3);
        List<Vec> points = new ArrayList<>(List.of(new Vec(-1, waist), new Vec(1, waist), new Vec(1, sides)));
        if (skirt) {
            points.addAll(hem(end));
        } else {
            points.add(new Vec(0, end));
        }
        points.add(new Vec(-1, sides));
        Path2D outline = torso.outline(points);
        if (skirt) {
            studio.contactShadow(outline, unit * 0.07, 0.35);
        }
        studio.surface(
                torso,
                studio.coverage(outline),
                waist - 0.2,
                end + 0.3,
                (s, v, out) -> {
                    double y = (v - waist) * scale;
                    bottom.at((torso.unrolled(s) - turn) * bottom.cut().half(y), y, out);
                },
                relief,
                bottom.fabric().gloss());
    }

    /** Pleats end in a zigzag, flared cloth in waves. */
    private List<Vec> hem(double end) {
        BottomCut cut = bottom.cut();
        double waves = cut.pleats() > 0 ? cut.pleats() : 4;
        double depth = cut.pleats() > 0 ? 0.03 : 0.05 * (cut.hem() / BottomCut.HIP_HALF - 1);
        List<Vec> points = new ArrayList<>();
        for (int i = 1; i < 64; i++) {
            double s = 1 - i / 32.0;
            points.add(new Vec(s, end + depth * Math.cos(s * waves * Math.PI)));
        }
        return points;
    }

    /** Pleats and the folds of flared cloth. */
    void pleats(Torso torso, double waist, double end, Relief relief) {
        BottomCut cut = bottom.cut();
        double length = end - waist;
        int count = cut.pleats() > 0 ? 2 * cut.pleats() : (int) Math.round(9 * (cut.hem() / BottomCut.HIP_HALF - 0.9));
        double rise = unit * (cut.pleats() > 0 ? 0.035 : 0.055);
        for (int i = 0; i < count; i++) {
            double s = -1 + (2 * i + 1.0) / count;
            relief.crease(
                    torso.at(s * 0.95, waist - (cut.pleats() > 0 ? 0.2 * length : -0.25 * length)),
                    torso.at(s, end + 0.5 * length),
                    unit * (cut.pleats() > 0 ? 0.9 / cut.pleats() * 0.5 : 0.09),
                    i % 2 == 0 ? rise : -rise);
        }
    }
}
