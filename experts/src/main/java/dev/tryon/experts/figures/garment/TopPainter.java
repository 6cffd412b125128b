/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.garment;

import dev.tryon.experts.figures.person.Limb;
import dev.tryon.experts.figures.person.Torso;
import dev.tryon.experts.figures.raster.Coverage;
import dev.tryon.experts.figures.raster.Rgb;
import dev.tryon.experts.figures.raster.Srgb;
import dev.tryon.experts.figures.raster.Vec;
import dev.tryon.experts.figures.scene.Relief;
import dev.tryon.experts.figures.scene.Studio;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Paints the parts of a top on given surfaces; it does not know whether they lie flat or are worn. Made per drawing; not thread-safe. */
final class TopPainter {
    private final Studio studio;
    private final Garment garment;
    private final Torso torso;
    private final Torso.Profile flat;
    private final double turn;
    private final double unit;

    /**
     * @param flat half widths of the body as it lies flat
     * @param turn how far the front is turned away, in flat s
     * @param unit pixels per head
     */
    TopPainter(Studio studio, Garment garment, Torso torso, Torso.Profile flat, double turn, double unit) {
        this.studio = studio;
        this.garment = garment;
        this.torso = torso;
        this.flat = flat;
        this.turn = turn;
        this.unit = unit;
    }

    /** Half widths of the body of a top that lies flat. */
    static Torso.Profile flatProfile(Cut cut) {
        if (cut.dress()) {
            double hip = Math.max(0.76, cut.waist() + (cut.hem() - cut.waist()) * 0.45);
            return new Torso.Profile(
                    new double[] {0, 0.24, 0.78, 1.45, 2.3, cut.length()},
                    new double[] {cut.shoulder(), cut.shoulder(), cut.chest(), cut.waist(), hip, cut.hem()});
        }
        return new Torso.Profile(
                new double[] {0, 0.24, 0.78, Math.max(1.0, cut.length() * 0.6), cut.length()},
                new double[] {cut.shoulder(), cut.shoulder(), cut.chest(), cut.chest() * 0.98, cut.hem()});
    }

    private Studio.Material cloth() {
        return (s, v, out) -> garment.body((torso.unrolled(s) - turn) * flat.at(v), v, out);
    }

    private Studio.Material trim(double darker) {
        Rgb colour = garment.fabric().trim().times(darker);
        float[] linear = {linear(colour.r()), linear(colour.g()), linear(colour.b())};
        return (s, v, out) -> {
            float rib = (float) (0.96 + 0.06 * Math.sin(s * 150));
            out[0] = linear[0] * rib;
            out[1] = linear[1] * rib;
            out[2] = linear[2] * rib;
        };
    }

    private static float linear(double channel) {
        return Srgb.linear((int) (channel * 255));
    }

    private double neck() {
        return torso.s(garment.cut().neck(), 0);
    }

    /** The neck opening from right to left, as (s, v); deeper by the given heads, wider by the given heads. */
    private List<Vec> neckline(double deeper, double wider) {
        Cut cut = garment.cut();
        double half = torso.s(cut.neck() + wider, 0);
        boolean pointed = cut.neckline() == Cut.Neckline.V || cut.neckline() == Cut.Neckline.COLLAR;
        List<Vec> points = new ArrayList<>();
        for (int i = 0; i <= 12; i++) {
            double t = 1 - i / 6.0;
            double round = pointed ? 1 - Math.pow(Math.abs(t), 1.1) : Math.pow(Math.max(0, 1 - t * t), 0.62);
            points.add(new Vec(half * t, (cut.neckDepth() + deeper) * round));
        }
        return points;
    }

    /** The back of the neck opening, seen from inside. */
    void inside() {
        double half = neck();
        List<Vec> points = new ArrayList<>(neckline(0, 0));
        points.add(new Vec(-half * 0.6, -0.03));
        points.add(new Vec(half * 0.6, -0.03));
        paint(points, -0.5, 1.2, trim(0.55), null);
    }

    /**
     * The hood behind the neck, or nothing.
     *
     * @param height how far it stands up, heads
     */
    void hood(double height) {
        if (garment.cut().neckline() != Cut.Neckline.HOOD) {
            return;
        }
        double half = torso.s(garment.cut().neck() + 0.22, 0);
        List<Vec> points = new ArrayList<>();
        points.add(new Vec(half, 0.22));
        for (int i = 0; i <= 10; i++) {
            double a = Math.PI * i / 10;
            points.add(new Vec(half * 1.02 * Math.cos(a), -height * Math.sin(a)));
        }
        points.add(new Vec(-half, 0.22));
        points.add(new Vec(0, 0.5));
        paint(
                points,
                -height - 0.4,
                1.2,
                (s, v, out) -> garment.body(s * 0.5, Math.max(0.1, v + 0.5) * 0.2, out),
                null);
        List<Vec> opening = new ArrayList<>();
        for (int i = 0; i <= 10; i++) {
            double a = Math.PI * i / 10;
            opening.add(new Vec(half * 0.72 * Math.cos(a), -(height - 0.1) * Math.sin(a)));
        }
        opening.add(new Vec(0, 0.4));
        paint(opening, -height - 0.4, 1.2, trim(0.5), null);
    }

    void body(Relief relief, double gloss) {
        Cut cut = garment.cut();
        List<Vec> points = new ArrayList<>(neckline(0, 0));
        points.addAll(side(-1));
        List<Vec> right = new ArrayList<>(side(1));
        Collections.reverse(right);
        points.addAll(right);
        Path2D outline = torso.outline(points);
        studio.contactShadow(outline, unit * 0.05, 0.3);
        studio.surface(torso, studio.coverage(outline), -0.4, cut.length() + 0.4, cloth(), relief, gloss);
    }

    /** One side from the shoulder down to the hem. */
    private List<Vec> side(int side) {
        Cut cut = garment.cut();
        List<Vec> points = new ArrayList<>();
        if (cut.sleeve() == 0) {
            double strap = Math.min(0.97, torso.s(cut.neck() + cut.strap(), 0));
            points.add(new Vec(side * strap, 0));
            points.add(new Vec(side * strap * 0.97, 0.3));
            points.add(new Vec(side * Math.min(0.93, strap + 0.05), 0.55));
        } else {
            points.add(new Vec(side * 1.0, 0));
        }
        points.add(new Vec(side, 0.8));
        points.add(new Vec(side, cut.length()));
        return points;
    }

    /**
     * Collar band, flaps or roll around the neck opening.
     *
     * @param rise how far a roll stands up, heads
     */
    void collar(Relief relief, double rise) {
        Cut.Neckline kind = garment.cut().neckline();
        if (kind == Cut.Neckline.HOOD) {
            return;
        }
        if (kind == Cut.Neckline.COLLAR) {
            flap(1, relief);
            flap(-1, relief);
            return;
        }
        List<Vec> points = new ArrayList<>(neckline(0, 0));
        if (kind == Cut.Neckline.TURTLE) {
            double half = neck();
            points.add(new Vec(-half * 0.92, -rise));
            points.add(new Vec(half * 0.92, -rise));
        } else {
            List<Vec> outer = neckline(0.09, 0.07);
            for (int i = outer.size() - 1; i >= 0; i--) {
                points.add(outer.get(i));
            }
        }
        paint(points, -0.6, 1.2, trim(1), relief);
    }

    private void flap(int side, Relief relief) {
        double half = neck();
        double depth = garment.cut().neckDepth();
        List<Vec> points = List.of(
                new Vec(side * half * 0.8, -0.1),
                new Vec(side * half * 1.12, -0.02),
                new Vec(side * (half * 1.15 + 0.04), 0.3),
                new Vec(side * half * 0.55, 0.5),
                new Vec(0, depth),
                new Vec(side * half * 0.6, depth * 0.4));
        Path2D outline = torso.outline(points);
        studio.contactShadow(outline, unit * 0.03, 0.4);
        paint(points, -0.5, 1.2, trim(1.02), relief);
    }

    /** @param yoke what the shoulder covers of it, or null */
    void sleeve(Limb arm, Relief relief, double gloss, @Nullable Coverage yoke) {
        Cut cut = garment.cut();
        if (cut.sleeve() == 0) {
            return;
        }
        Path2D outline = arm.outline(List.of(
                new Vec(-1, 0),
                new Vec(1, 0),
                new Vec(1, cut.sleeve()),
                new Vec(0, cut.sleeve() + 0.012),
                new Vec(-1, cut.sleeve())));
        studio.contactShadow(outline, unit * 0.06, 0.4, yoke);
        Coverage coverage = studio.coverage(outline);
        studio.surface(
                arm,
                yoke == null ? coverage : coverage.without(yoke),
                -0.1,
                cut.sleeve() + 0.1,
                (s, v, out) -> garment.sleeve(arm.unrolled(s) * cut.sleeveHalf(v), v, out),
                relief,
                gloss);
    }

    private void paint(List<Vec> points, double from, double to, Studio.Material material, @Nullable Relief relief) {
        studio.surface(torso, studio.coverage(torso.outline(points)), from, to, material, relief, 0);
    }
}
