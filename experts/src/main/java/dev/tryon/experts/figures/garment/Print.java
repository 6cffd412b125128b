/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.garment;

import dev.tryon.experts.figures.raster.Dice;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;

/** A picture on the chest: invented logos and lettering, drawn by strokes so that no font is needed. Stateless; the unit square is −1..1. */
final class Print {
    /** Letters as polylines on a 2 × 2 grid of corners, each digit pair a point (column, row). */
    private static final List<String> LETTERS = List.of(
            "02001020 0121",
            "0002 0020 0121 0222",
            "20000222",
            "00022220 0020",
            "0002 0121 2022",
            "000222",
            "02002022",
            "0002 2022 0121",
            "02001122",
            "0022 2002",
            "001020 1012",
            "00022220",
            "0022",
            "02112220 0200",
            "00112022");

    private Print() {}

    /** Paints a print of half size {@code size} around (x, y). */
    static void paint(Graphics2D g, Dice dice, Fabric fabric, double x, double y, double size) {
        AffineTransform saved = g.getTransform();
        g.translate(x, y);
        g.scale(size, size);
        switch (dice.integer(0, 6)) {
            case 0 -> disc(g, dice, fabric);
            case 1 -> star(g, dice, fabric);
            case 2 -> lettering(g, dice, fabric, 1 + dice.integer(0, 2));
            case 3 -> mountains(g, dice, fabric);
            case 4 -> label(g, dice, fabric);
            case 5 -> chevrons(g, dice, fabric);
            default -> lettering(g, dice, fabric, 1);
        }
        g.setTransform(saved);
    }

    private static void disc(Graphics2D g, Dice dice, Fabric fabric) {
        g.setColor(fabric.second().awt());
        g.fill(new Ellipse2D.Double(-0.8, -0.8, 1.6, 1.6));
        g.setColor(fabric.third().awt());
        double r = dice.between(0.2, 0.6);
        double off = dice.between(-0.2, 0.2);
        g.fill(new Ellipse2D.Double(off - r, off - r, 2 * r, 2 * r));
    }

    private static void star(Graphics2D g, Dice dice, Fabric fabric) {
        int points = dice.integer(3, 9);
        double inner = dice.between(0.35, 0.8);
        Path2D star = new Path2D.Double();
        for (int i = 0; i < 2 * points; i++) {
            double r = i % 2 == 0 ? 0.9 : 0.9 * inner;
            double a = Math.PI * i / points - Math.PI / 2;
            if (i == 0) {
                star.moveTo(r * Math.cos(a), r * Math.sin(a));
            } else {
                star.lineTo(r * Math.cos(a), r * Math.sin(a));
            }
        }
        star.closePath();
        g.setColor(fabric.second().awt());
        g.fill(star);
    }

    private static void lettering(Graphics2D g, Dice dice, Fabric fabric, int lines) {
        g.setColor(fabric.second().awt());
        double height = Math.min(0.8, 1.4 / lines);
        for (int line = 0; line < lines; line++) {
            int count = dice.integer(3, 7);
            double width = 2.0 / count;
            double weight = dice.between(0.1, 0.22);
            g.setStroke(new BasicStroke(
                    (float) (weight * Math.min(width, height)), BasicStroke.CAP_SQUARE, BasicStroke.JOIN_MITER));
            for (int i = 0; i < count; i++) {
                double x = -1 + width * (i + 0.15);
                double y = (line - lines / 2.0) * height + 0.1 * height;
                letter(g, dice.pick(LETTERS), x, y, width * 0.33, height * 0.36);
            }
        }
    }

    private static void letter(Graphics2D g, String strokes, double x, double y, double w, double h) {
        for (String stroke : strokes.split(" ", -1)) {
            Path2D path = new Path2D.Double();
            for (int i = 0; i + 1 < stroke.length(); i += 2) {
                double px = x + (stroke.charAt(i) - '0') * w;
                double py = y + (stroke.charAt(i + 1) - '0') * h;
                if (i == 0) {
                    path.moveTo(px, py);
                } else {
                    path.lineTo(px, py);
                }
            }
            g.draw(path);
        }
    }

    private static void mountains(Graphics2D g, Dice dice, Fabric fabric) {
        g.setColor(fabric.second().awt());
        g.fill(new Rectangle2D.Double(-0.9, -0.7, 1.8, 1.4));
        g.setColor(fabric.base().awt());
        double sun = dice.between(-0.6, 0.4);
        g.fill(new Ellipse2D.Double(sun, -0.5, 0.4, 0.4));
        for (int i = 0; i < 3; i++) {
            double peak = dice.between(-0.6, 0.6);
            double top = dice.between(-0.4, 0.2);
            Path2D hill = new Path2D.Double();
            hill.moveTo(Math.max(-0.9, peak - 0.7), 0.7);
            hill.lineTo(peak, top);
            hill.lineTo(Math.min(0.9, peak + 0.7), 0.7);
            hill.closePath();
            g.setColor(fabric.third().times(0.7 + 0.2 * i).awt());
            g.fill(hill);
        }
    }

    private static void label(Graphics2D g, Dice dice, Fabric fabric) {
        g.setColor(fabric.second().awt());
        double h = dice.between(0.25, 0.5);
        g.fill(new RoundRectangle2D.Double(-1, -h, 2, 2 * h, h * 0.4, h * 0.4));
        g.setColor(fabric.base().awt());
        g.setStroke(new BasicStroke((float) (h * 0.14), BasicStroke.CAP_SQUARE, BasicStroke.JOIN_MITER));
        int count = dice.integer(4, 7);
        for (int i = 0; i < count; i++) {
            letter(g, dice.pick(LETTERS), -0.82 + 1.68 * i / count, -h * 0.5, 0.5 / count, h * 0.5);
        }
    }

    private static void chevrons(Graphics2D g, Dice dice, Fabric fabric) {
        int count = dice.integer(2, 5);
        g.setStroke(new BasicStroke((float) (0.7 / count), BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
        for (int i = 0; i < count; i++) {
            g.setColor((i % 2 == 0 ? fabric.second() : fabric.third()).awt());
            double y = -0.6 + 1.4 * i / count;
            Path2D path = new Path2D.Double();
            path.moveTo(-1, y);
            path.lineTo(0, y + 0.4);
            path.lineTo(1, y);
            g.draw(path);
        }
    }
}
