/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.person;

import dev.tryon.experts.figures.raster.Dice;
import dev.tryon.experts.figures.raster.Rgb;
import dev.tryon.experts.figures.raster.Texture;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** The colours of a face, painted flat in face coordinates (x and y from −1.2 to 1.2) for the head to wear. Stateless. */
final class Face {
    private static final List<Rgb> IRIS =
            List.of(Rgb.of(0x3b2416), Rgb.of(0x2a1a12), Rgb.of(0x5a3b22), Rgb.of(0x4a6a78), Rgb.of(0x51663f));
    static final double EYE_X = 0.41;
    static final double EYE_Y = 0.0;
    static final double MOUTH_Y = 0.595;

    private Face() {}

    static Texture paint(Dice dice, Rgb skin, Rgb hair, int height) {
        return Texture.painted(height * 4 / 5, height, 2.4, 2.4, g -> {
            g.translate(1.2, 1.2);
            g.setColor(skin.awt());
            g.fill(new Rectangle2D.Double(-1.2, -1.2, 2.4, 2.4));
            Rgb deep = new Rgb(skin.r() * 0.72, skin.g() * 0.55, skin.b() * 0.5);
            Rgb blush = new Rgb(skin.r(), skin.g() * 0.8, skin.b() * 0.78);
            for (int side = -1; side <= 1; side += 2) {
                glow(g, side * 0.55, 0.3, 0.32, 0.26, blush, dice.between(0.2, 0.7));
                glow(g, side * EYE_X, EYE_Y - 0.02, 0.34, 0.16, deep, 0.45);
                glow(g, side * 0.16, 0.1, 0.08, 0.22, deep, 0.18);
            }
            glow(g, 0, 0.42, 0.26, 0.09, deep, 0.6);
            nostrils(g, deep);
            double open = dice.between(0.065, 0.085);
            Rgb iris = dice.pick(IRIS);
            Rgb brow = hair.towards(deep, 0.35).times(0.75);
            double browY = dice.between(-0.2, -0.165);
            float browWidth = (float) dice.between(0.035, 0.06);
            for (int side = -1; side <= 1; side += 2) {
                AffineTransform saved = g.getTransform();
                g.translate(side * EYE_X, EYE_Y);
                g.scale(side, 1);
                eye(g, open, iris, deep);
                brow(g, browY, browWidth, brow);
                g.setTransform(saved);
            }
            mouth(g, dice, skin, deep);
            if (dice.chance(0.12)) {
                beard(g, hair, dice);
            }
        });
    }

    /** A soft round patch of colour. */
    private static void glow(Graphics2D g, double x, double y, double rx, double ry, Rgb colour, double alpha) {
        AffineTransform saved = g.getTransform();
        g.translate(x, y);
        g.scale(rx, ry);
        g.setPaint(new RadialGradientPaint(0, 0, 1, new float[] {0, 0.5f, 1}, new Color[] {
            colour.awt(alpha), colour.awt(alpha * 0.55), colour.awt(0)
        }));
        g.fill(new Ellipse2D.Double(-1, -1, 2, 2));
        g.setTransform(saved);
    }

    private static void nostrils(Graphics2D g, Rgb deep) {
        for (int side = -1; side <= 1; side += 2) {
            glow(g, side * 0.1, 0.385, 0.075, 0.035, deep.times(0.35), 0.95);
            glow(g, side * 0.2, 0.35, 0.04, 0.07, deep, 0.5);
        }
    }

    /** An eye around (0, 0); its inner corner points to −x. */
    private static void eye(Graphics2D g, double open, Rgb iris, Rgb deep) {
        Path2D lids = new Path2D.Double();
        lids.moveTo(-0.19, 0.022);
        lids.curveTo(-0.1, -open * 1.1, 0.08, -open * 1.25, 0.2, -0.008);
        lids.curveTo(0.1, open * 0.8, -0.08, open * 0.8, -0.19, 0.022);
        g.setColor(new Color(0.9f, 0.88f, 0.86f));
        g.fill(lids);
        java.awt.Shape clip = g.getClip();
        g.clip(lids);
        g.setColor(iris.times(0.6).awt());
        g.fill(new Ellipse2D.Double(-0.095, -0.082, 0.19, 0.15));
        g.setColor(iris.awt());
        g.fill(new Ellipse2D.Double(-0.078, -0.068, 0.156, 0.122));
        g.setColor(new Color(0.03f, 0.02f, 0.02f));
        g.fill(new Ellipse2D.Double(-0.042, -0.04, 0.084, 0.066));
        g.setColor(new Color(0, 0, 0, 0.3f));
        g.fill(new Rectangle2D.Double(-0.25, -0.12, 0.5, 0.085));
        g.setClip(clip);
        g.setColor(new Color(1, 1, 1, 0.9f));
        g.fill(new Ellipse2D.Double(-0.035, -0.04, 0.035, 0.028));
        g.setStroke(new BasicStroke(0.032f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.setColor(deep.times(0.28).awt());
        Path2D upper = new Path2D.Double();
        upper.moveTo(-0.19, 0.02);
        upper.curveTo(-0.1, -open * 1.15, 0.08, -open * 1.3, 0.215, -0.015);
        g.draw(upper);
        g.setStroke(new BasicStroke(0.018f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.setColor(deep.awt(0.8));
        Path2D lower = new Path2D.Double();
        lower.moveTo(-0.17, 0.035);
        lower.curveTo(-0.08, open * 0.85, 0.1, open * 0.85, 0.2, -0.005);
        g.draw(lower);
        Path2D crease = new Path2D.Double();
        crease.moveTo(-0.16, -0.045);
        crease.curveTo(-0.08, -open * 1.9, 0.1, -open * 2, 0.22, -0.05);
        g.draw(crease);
    }

    private static void brow(Graphics2D g, double y, float width, Rgb colour) {
        Path2D path = new Path2D.Double();
        path.moveTo(-0.24, y + 0.03);
        path.curveTo(-0.1, y - 0.02, 0.08, y - 0.045, 0.27, y + 0.025);
        g.setStroke(new BasicStroke(width * 1.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.setColor(colour.awt(0.35));
        g.draw(path);
        g.setStroke(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.setColor(colour.awt(0.75));
        g.draw(path);
    }

    private static void mouth(Graphics2D g, Dice dice, Rgb skin, Rgb deep) {
        Rgb lips = new Rgb(skin.r() * 0.85, skin.g() * 0.58, skin.b() * 0.6)
                .towards(Rgb.of(0xb03048), dice.chance(0.35) ? dice.between(0.1, 0.6) : 0.05);
        double half = dice.between(0.27, 0.35);
        double full = dice.between(0.04, 0.065);
        double smile = dice.between(-0.005, 0.035);
        Path2D mouth = new Path2D.Double();
        mouth.moveTo(-half, MOUTH_Y - smile);
        mouth.curveTo(-half * 0.5, MOUTH_Y - full, -0.08, MOUTH_Y - full * 1.3, 0, MOUTH_Y - full * 0.9);
        mouth.curveTo(0.08, MOUTH_Y - full * 1.3, half * 0.5, MOUTH_Y - full, half, MOUTH_Y - smile);
        mouth.curveTo(half * 0.5, MOUTH_Y + full * 1.9, -half * 0.5, MOUTH_Y + full * 1.9, -half, MOUTH_Y - smile);
        g.setColor(lips.awt(0.9));
        g.fill(mouth);
        Path2D line = new Path2D.Double();
        line.moveTo(-half * 1.05, MOUTH_Y - smile);
        line.curveTo(
                -half * 0.4,
                MOUTH_Y + 0.02 + smile * 0.4,
                half * 0.4,
                MOUTH_Y + 0.02 + smile * 0.4,
                half * 1.05,
                MOUTH_Y - smile);
        g.setStroke(new BasicStroke(0.022f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.setColor(deep.times(0.4).awt(0.9));
        g.draw(line);
        glow(g, 0, MOUTH_Y + 0.13, 0.2, 0.04, deep, 0.5);
    }

    private static void beard(Graphics2D g, Rgb hair, Dice dice) {
        double alpha = dice.between(0.25, 0.75);
        Path2D beard = new Path2D.Double();
        beard.moveTo(-0.98, 0.1);
        beard.curveTo(-0.75, 0.5, -0.5, 0.45, -0.3, 0.48);
        beard.curveTo(-0.1, 0.42, 0.1, 0.42, 0.3, 0.48);
        beard.curveTo(0.5, 0.45, 0.75, 0.5, 0.98, 0.1);
        beard.lineTo(1.1, 1.2);
        beard.lineTo(-1.1, 1.2);
        beard.closePath();
        java.awt.geom.Area area = new java.awt.geom.Area(beard);
        area.subtract(new java.awt.geom.Area(new Ellipse2D.Double(-0.3, MOUTH_Y - 0.06, 0.6, 0.15)));
        g.setColor(hair.times(0.8).awt(alpha));
        g.fill(area);
    }
}
