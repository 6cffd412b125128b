/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.garment;

import dev.tryon.experts.figures.raster.Dice;
import dev.tryon.experts.figures.raster.Vec;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.CubicCurve2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/**
 * What is sewn or printed on trousers, shorts and skirts. Immutable.
 *
 * @param belt a belt in another colour
 * @param stripes down the sides of the legs, or round the hem of a skirt
 * @param logo on a thigh
 * @param buttons down the front of a skirt
 * @param crease pressed into the legs
 * @param seed of the logo
 */
record BottomDetails(boolean belt, int stripes, boolean logo, boolean buttons, boolean crease, long seed) {
    private static final double BAND = 0.17;

    static BottomDetails any(Dice dice, BottomCut cut, Fabric fabric) {
        boolean plain = fabric.pattern() == Pattern.PLAIN || fabric.pattern() == Pattern.DENIM;
        boolean skirt = cut.kind() == BottomCut.Kind.SKIRT;
        return new BottomDetails(
                dice.chance(0.25),
                plain && dice.chance(0.22) ? dice.integer(1, 3) : 0,
                plain && dice.chance(0.25),
                skirt && cut.pleats() == 0 && dice.chance(0.35),
                !skirt && fabric.pattern() != Pattern.DENIM && dice.chance(0.3),
                dice.integer(0, 1 << 30));
    }

    void paint(Graphics2D g, BottomCut cut, Fabric fabric) {
        stripes(g, cut, fabric);
        if (cut.kind() == BottomCut.Kind.SKIRT) {
            skirt(g, cut, fabric);
        } else {
            legs(g, cut, fabric);
        }
        if (logo) {
            double x = cut.kind() == BottomCut.Kind.SKIRT ? 0.3 : 0.45;
            Print.paint(g, new Dice(seed), fabric, x, 0.95, 0.13);
        }
        band(g, fabric);
    }

    private void band(Graphics2D g, Fabric fabric) {
        g.setColor((belt ? fabric.third() : fabric.base().times(0.9)).awt());
        g.fill(new Rectangle2D.Double(-3, -0.5, 6, 0.5 + BAND));
        ink(g, fabric, 0.02);
        g.draw(new Line2D.Double(-3, BAND, 3, BAND));
        if (belt) {
            g.setColor(fabric.second().awt());
            g.fill(new Rectangle2D.Double(-0.08, 0.02, 0.16, BAND - 0.04));
        } else {
            g.setColor(fabric.second().awt());
            g.fill(new Ellipse2D.Double(-0.035, 0.045, 0.07, 0.07));
        }
    }

    private void legs(Graphics2D g, BottomCut cut, Fabric fabric) {
        ink(g, fabric, 0.018);
        g.draw(new Line2D.Double(0, BAND, 0, 0.95));
        g.draw(new CubicCurve2D.Double(0.11, BAND, 0.11, 0.5, 0.1, 0.62, 0, 0.68));
        for (int side = -1; side <= 1; side += 2) {
            g.draw(new CubicCurve2D.Double(side * 0.36, BAND, side * 0.38, 0.35, side * 0.6, 0.45, side * 0.95, 0.46));
            double end = cut.legEnd();
            Path2D hem = new Path2D.Double();
            Vec from = Bottom.onLeg(cut, side, -1.3, end - 0.02);
            Vec to = Bottom.onLeg(cut, side, 1.3, end - 0.02);
            hem.moveTo(from.x(), from.y());
            hem.lineTo(to.x(), to.y());
            g.draw(hem);
            if (crease) {
                Vec top = Bottom.onLeg(cut, side, 0, 0.05);
                Vec low = Bottom.onLeg(cut, side, 0, end);
                g.draw(new Line2D.Double(top.x(), top.y(), low.x(), low.y()));
            }
        }
    }

    private void skirt(Graphics2D g, BottomCut cut, Fabric fabric) {
        ink(g, fabric, 0.018);
        g.draw(new Line2D.Double(-3, cut.length() - 0.07, 3, cut.length() - 0.07));
        if (buttons) {
            g.draw(new Line2D.Double(-0.07, BAND, -0.07, cut.length()));
            g.setColor(fabric.second().awt());
            for (double y = 0.3; y < cut.length() - 0.1; y += 0.28) {
                g.fill(new Ellipse2D.Double(-0.04, y, 0.08, 0.08));
            }
        }
    }

    private void stripes(Graphics2D g, BottomCut cut, Fabric fabric) {
        for (int i = 0; i < stripes; i++) {
            g.setColor((i % 2 == 0 ? fabric.second() : fabric.third()).awt());
            if (cut.kind() == BottomCut.Kind.SKIRT) {
                g.fill(new Rectangle2D.Double(-3, cut.length() - 0.2 - 0.14 * i, 6, 0.08));
                continue;
            }
            for (int side = -1; side <= 1; side += 2) {
                Path2D stripe = new Path2D.Double();
                double from = 0.88 - 0.2 * i;
                for (int k = 0; k <= 40; k++) {
                    Vec at = Bottom.onLeg(
                            cut, side, side * (k <= 20 ? from : from - 0.12), (k <= 20 ? k : 40 - k) / 19.0);
                    if (k == 0) {
                        stripe.moveTo(at.x(), at.y());
                    } else {
                        stripe.lineTo(at.x(), at.y());
                    }
                }
                stripe.closePath();
                g.fill(stripe);
            }
        }
    }

    private static void ink(Graphics2D g, Fabric fabric, double width) {
        g.setColor(fabric.base().times(0.55).awt(0.7));
        g.setStroke(new BasicStroke((float) width));
    }
}
