/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.garment;

import dev.tryon.experts.figures.person.Limb;
import dev.tryon.experts.figures.person.Torso;
import dev.tryon.experts.figures.raster.Canvas;
import dev.tryon.experts.figures.raster.Coverage;
import dev.tryon.experts.figures.raster.Dice;
import dev.tryon.experts.figures.raster.Vec;
import dev.tryon.experts.figures.scene.Light;
import dev.tryon.experts.figures.scene.Relief;
import dev.tryon.experts.figures.scene.Studio;
import java.awt.Rectangle;

/** Draws a top as a shop shows it: alone, spread out on a light ground. Stateless. */
public final class Packshot {
    private static final double FLAT_SLEEVE = 0.95;

    private Packshot() {}

    /** A new picture of the garment; it fills the frame as well as its shape allows. */
    public static Canvas draw(Garment garment, int width, int height, Dice dice) {
        Canvas canvas = new Canvas(width, height);
        paper(canvas, dice);
        Cut cut = garment.cut();
        double angle = cut.sleeve() > 0.6 ? dice.between(0.12, 0.5) : dice.between(0.6, 1.15);
        double half = cut.sleeveHalf(0) * FLAT_SLEEVE * Math.cos(angle);
        double reach = cut.shoulder()
                - half
                + cut.sleeve() * Cut.ARM * Math.sin(angle)
                + cut.sleeveHalf(cut.sleeve()) * Math.cos(angle);
        double top = cut.neckline() == Cut.Neckline.HOOD ? 0.65 : cut.neckline() == Cut.Neckline.TURTLE ? 0.35 : 0.12;
        double bottom = Math.max(cut.length(), 0.25 + cut.sleeve() * Cut.ARM * Math.cos(angle)) + 0.12;
        double unit = Math.min(
                width
                        * dice.between(0.4, 0.48)
                        / Math.max(reach, cut.dress() ? Math.max(cut.chest(), cut.hem()) : cut.chest()),
                height * 0.94 / (top + bottom));
        Vec neck = new Vec(width / 2.0, height / 2.0 + (top - bottom) / 2 * unit);
        Torso.Profile flat = TopPainter.flatProfile(cut);
        Torso torso = new Torso(
                new Torso.Axis(neck, new Vec(0, unit), 0, 0, cut.length()),
                flat,
                dice.between(0.25, 0.7),
                0.3,
                dice.between(0, 0.05));
        Studio studio = new Studio(canvas, Light.studio(dice));
        TopPainter painter = new TopPainter(studio, garment, torso, flat, 0, unit);
        Relief relief = new Relief(width, height);
        relief.bumps(dice, neck.plus(-unit, 0), neck.plus(unit, cut.length() * unit), 14, unit * 0.07, unit * 0.035);
        painter.hood(0.55);
        painter.inside();
        for (int side = -1; side <= 1; side += 2) {
            painter.sleeve(sleeve(cut, neck, unit, side, angle), relief, 0, null);
        }
        painter.body(relief, 0);
        painter.collar(relief, 0.28);
        return canvas;
    }

    /** Fills the canvas with a light, plain ground. */
    public static void paper(Canvas canvas, Dice dice) {
        int width = canvas.width();
        int height = canvas.height();
        Coverage all = Coverage.of(new Rectangle(0, 0, width, height), width, height, 0);
        float paper = (float) dice.between(0.82, 1.0);
        canvas.backdrop(all, (x, y, out) -> {
            out[0] = paper;
            out[1] = paper;
            out[2] = paper;
        });
    }

    private static Limb sleeve(Cut cut, Vec neck, double unit, int side, double angle) {
        // The outer edge of the sleeve goes on from the tip of the shoulder.
        double half = cut.sleeveHalf(0) * FLAT_SLEEVE;
        Vec tip = new Vec(side * (cut.shoulder() - 0.02), 0.29);
        Vec start = neck.plus(
                tip.plus(-side * Math.cos(angle) * half, Math.sin(angle) * half).times(unit));
        Vec end = start.plus(new Vec(side * Math.sin(angle), Math.cos(angle)).times(Cut.ARM * unit));
        return new Limb(start, start.towards(end, 0.5), end, v -> cut.sleeveHalf(v) * FLAT_SLEEVE * unit, 0.6);
    }
}
