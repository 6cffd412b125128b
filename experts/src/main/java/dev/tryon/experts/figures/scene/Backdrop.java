/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.scene;

import dev.tryon.experts.figures.raster.Canvas;
import dev.tryon.experts.figures.raster.Coverage;
import dev.tryon.experts.figures.raster.Dice;
import dev.tryon.experts.figures.raster.Rgb;
import dev.tryon.experts.figures.raster.Texture;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;

/** What is behind a person: a studio, a room, the outdoors, or blurred lights. Drawn small and enlarged, which is the lens's blur. Stateless. */
public final class Backdrop {
    private Backdrop() {}

    /** Fills the whole canvas. */
    public static void paint(Canvas canvas, Dice dice) {
        paint(canvas, dice, View.WHOLE);
    }

    /**
     * Which part of a scene is seen, in shares of it.
     *
     * @param left where it begins
     * @param top where it begins
     * @param size of the part, at most 1
     */
    public record View(double left, double top, double size) {
        static final View WHOLE = new View(0, 0, 1);

        /** Most of the scene. */
        public static View any(Dice dice) {
            double size = dice.between(0.75, 1);
            return new View(dice.between(0, 1 - size), dice.between(0, 1 - size), size);
        }
    }

    /**
     * Fills the whole canvas with a part of the scene, and says where in the picture its floor is. The scene has a brighter side, from which its light comes
     * ({@link Light#of}): shadows can be foreseen from the scene alone.
     */
    public static Ground paint(Canvas canvas, Dice dice, View view) {
        int shrink = dice.integer(3, 9);
        int width = Math.max(24, canvas.width() / shrink);
        int height = Math.max(32, canvas.height() / shrink);
        // Where the scene is what matters, a bare studio is the exception.
        double kind = dice.between(view.equals(View.WHOLE) ? 0 : 0.32, 1);
        Ground[] ground = new Ground[1];
        Texture picture = Texture.painted(
                width,
                height,
                3,
                4,
                g -> ground[0] = kind < 0.4
                        ? studio(g, dice)
                        : kind < 0.7 ? room(g, dice) : kind < 0.85 ? outdoors(g, dice) : lights(g, dice));
        double vignette = dice.between(0, 0.3);
        double fall = view.equals(View.WHOLE) ? 0 : dice.around(-0.4, 0.4);
        Coverage everywhere =
                Coverage.of(new Rectangle(0, 0, canvas.width(), canvas.height()), canvas.width(), canvas.height(), 0);
        canvas.backdrop(everywhere, (x, y, out) -> {
            double u = (x + 0.5) / canvas.width();
            double v = (y + 0.5) / canvas.height();
            picture.sample(view.left() + u * view.size(), view.top() + v * view.size(), out);
            double corner = vignette * ((u - 0.5) * (u - 0.5) + (v - 0.5) * (v - 0.5)) * 2;
            float dim = (float) ((1 - corner) * (1 + fall * (2 * u - 1)));
            out[0] *= dim;
            out[1] *= dim;
            out[2] *= dim;
        });
        return ground[0].in(view, canvas.height());
    }

    private static Rgb wall(Dice dice) {
        return dice.chance(0.6)
                ? Rgb.hsv(dice.between(0, 1), dice.between(0, 0.08), dice.between(0.6, 0.97))
                : Rgb.hsv(dice.between(0, 1), dice.between(0.1, 0.5), dice.between(0.3, 0.9));
    }

    private static void fill(Graphics2D g, Rgb top, Rgb bottom, double from, double to) {
        g.setPaint(new GradientPaint(0, (float) from, top.awt(), 0, (float) to, bottom.awt()));
        g.fill(new Rectangle2D.Double(0, from, 3, to - from));
    }

    private static Ground studio(Graphics2D g, Dice dice) {
        Rgb paper = wall(dice);
        fill(g, paper, paper.times(dice.between(0.8, 1.05)), 0, 4);
        if (!dice.chance(0.5)) {
            return Ground.SEAMLESS;
        }
        double horizon = dice.between(3, 3.8);
        fill(g, paper.times(0.93), paper.times(dice.between(0.75, 1)), horizon, 4);
        return new Ground(horizon / 4, true);
    }

    private static Ground room(Graphics2D g, Dice dice) {
        Rgb paper = wall(dice);
        fill(g, paper, paper.times(dice.between(0.8, 1)), 0, 4);
        for (int i = dice.integer(1, 4); i > 0; i--) {
            Rgb thing = Rgb.hsv(dice.between(0, 1), dice.between(0, 0.5), dice.between(0.15, 0.95));
            double w = dice.between(0.2, 1.2);
            double h = dice.between(0.4, 2.6);
            Rectangle2D frame = new Rectangle2D.Double(dice.between(-0.4, 2.8), dice.between(-0.3, 3 - h / 2), w, h);
            g.setColor(thing.awt());
            g.fill(frame);
            if (dice.chance(0.5)) {
                g.setColor(thing.times(dice.between(0.6, 1.5)).awt());
                g.fill(new Rectangle2D.Double(frame.getX() + w * 0.1, frame.getY() + h * 0.06, w * 0.8, h * 0.4));
            }
        }
        double floor = dice.between(2.9, 3.8);
        Rgb boards = Rgb.hsv(dice.between(0.05, 0.12), dice.between(0.1, 0.5), dice.between(0.3, 0.8));
        fill(g, boards.times(0.85), boards, floor, 4);
        g.setColor(paper.times(1.08).awt());
        g.fill(new Rectangle2D.Double(0, floor - 0.08, 3, 0.08));
        return new Ground(floor / 4, true);
    }

    private static Ground outdoors(Graphics2D g, Dice dice) {
        double horizon = dice.between(1.2, 2.8);
        fill(g, Rgb.hsv(0.58, dice.between(0.05, 0.5), 0.95), Rgb.hsv(0.56, dice.between(0, 0.2), 0.95), 0, horizon);
        Rgb ground = Rgb.hsv(dice.between(0.08, 0.35), dice.between(0.1, 0.5), dice.between(0.3, 0.7));
        fill(g, ground.times(0.8), ground, horizon, 4);
        blobs(g, dice, dice.between(0.2, 0.4), 0.25, horizon);
        return new Ground(horizon / 4, false);
    }

    private static Ground lights(Graphics2D g, Dice dice) {
        Rgb dark = Rgb.hsv(dice.between(0, 1), dice.between(0.1, 0.5), dice.between(0.15, 0.5));
        fill(g, dark, dark.times(dice.between(0.6, 1.3)), 0, 4);
        blobs(g, dice, dice.between(0, 1), 0.5, dice.between(1, 3));
        // Out of focus: where they stand is not seen, but it is not in the sky.
        return new Ground(0.6, false);
    }

    private static void blobs(Graphics2D g, Dice dice, double hue, double spread, double y) {
        for (int i = dice.integer(8, 26); i > 0; i--) {
            Rgb colour =
                    Rgb.hsv(hue + dice.between(-spread, spread) * 0.5, dice.between(0.1, 0.6), dice.between(0.2, 0.95));
            double r = dice.between(0.1, 0.6);
            g.setColor(colour.awt(dice.between(0.3, 0.9)));
            g.fill(new Ellipse2D.Double(dice.between(-0.4, 3), y + dice.around(-1.6, 0.9) - r, r * 1.6, r * 2));
        }
    }
}
