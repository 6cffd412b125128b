/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.footwear;

import dev.tryon.experts.figures.garment.Packshot;
import dev.tryon.experts.figures.raster.Canvas;
import dev.tryon.experts.figures.raster.Coverage;
import dev.tryon.experts.figures.raster.Dice;
import dev.tryon.experts.figures.raster.Vec;
import dev.tryon.experts.figures.scene.Light;
import dev.tryon.experts.figures.scene.Studio;
import java.awt.geom.Ellipse2D;

/** Draws shoes as a shop shows them: one from the side or a pair from half before, on a light ground. Stateless. */
public final class ShoePackshot {
    private ShoePackshot() {}

    /** A new picture of the shoe, or of the pair. */
    public static Canvas draw(Shoe shoe, int width, int height, Dice dice) {
        Canvas canvas = new Canvas(width, height);
        Packshot.paper(canvas, dice);
        Last last = new Last(shoe);
        boolean pair = dice.chance(0.5);
        double yaw = dice.side() * (dice.chance(0.5) ? dice.between(1.3, 1.57) : dice.between(0.75, 1.2));
        double pitch = dice.between(0.15, 0.4);
        double high = last.ankle() + shoe.shaft() + (shoe.shaft() > 0 ? 0 : 0.06);
        double wide = 1.15 + (pair ? 0.3 : 0);
        double tall = high + 0.3 + (pair ? 0.15 : 0);
        double unit = Math.min(width * 0.88 / wide, height * 0.88 / tall);
        double middle = Last.HEEL_BACK + Last.LENGTH / 2;
        Vec ankle = new Vec(
                width / 2.0 - Math.sin(yaw) * middle * unit,
                height / 2.0 + (high / 2 - last.ankle()) * unit - 0.08 * unit);
        Studio studio = new Studio(canvas, Light.studio(dice));
        Vec apart =
                new Vec(Math.cos(yaw) * 0.42, -Math.sin(pitch) * Math.abs(Math.sin(yaw)) * 0.5 - 0.06).times(unit / 2);
        for (int i = pair ? 0 : 1; i < 2; i++) {
            Vec at = pair ? ankle.plus(apart.times(i == 0 ? 1 : -1)) : ankle;
            shadow(canvas, at, unit, yaw, middle, last.ankle());
            new ShoePainter(
                            studio,
                            shoe,
                            new ShoePainter.View(at, unit, yaw, pitch),
                            shoe.colours().upper().times(0.3))
                    .paint(0.2);
        }
        return canvas;
    }

    private static void shadow(Canvas canvas, Vec ankle, double unit, double yaw, double middle, double height) {
        double half = (0.15 + 0.4 * Math.abs(Math.sin(yaw))) * unit;
        double x = ankle.x() + Math.sin(yaw) * middle * unit;
        double y = ankle.y() + (height + 0.02) * unit;
        int r = (int) Math.max(1, 0.06 * unit);
        Ellipse2D pool = new Ellipse2D.Double(x - half, y - 0.06 * unit, 2 * half, 0.14 * unit);
        canvas.shadow(Coverage.of(pool, canvas.width(), canvas.height(), 2 * r).blurred(r), 0, 0, 0.35, false);
    }
}
