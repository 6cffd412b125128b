/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.garment;

import dev.tryon.experts.figures.raster.Dice;
import dev.tryon.experts.figures.raster.Rgb;
import dev.tryon.experts.figures.raster.Texture;
import dev.tryon.experts.figures.raster.Vec;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/**
 * A top: its cut and its cloth, spread out as textures in heads. The same textures are shown flat in the packshot and bent round
 * the body in the photo. Immutable.
 */
public final class Garment {
    private static final double SIDES = 1.5;
    private static final double MARGIN = 0.4;
    private final Cut cut;
    private final Fabric fabric;
    private final Texture body;
    private final Texture sleeve;

    private Garment(Cut cut, Fabric fabric, Placement prints, double pixelsPerHead) {
        this.cut = cut;
        this.fabric = fabric;
        double width = bodyWidth();
        double height = cut.length() + 2 * MARGIN;
        body = Texture.painted((int) (width * pixelsPerHead), (int) (height * pixelsPerHead), width, height, g -> {
            g.translate(width / 2, MARGIN);
            Rectangle2D area = new Rectangle2D.Double(-width / 2, -MARGIN, width, height);
            cloth(g, area);
            prints.paint(g, cut, fabric);
            details(g);
        });
        double sleeveWidth = sleeveWidth();
        double sleeveHeight = Cut.ARM * 1.1 + MARGIN;
        sleeve = Texture.painted(
                (int) (sleeveWidth * pixelsPerHead),
                (int) (sleeveHeight * pixelsPerHead),
                sleeveWidth,
                sleeveHeight,
                g -> {
                    g.translate(sleeveWidth / 2, MARGIN);
                    Rectangle2D area = new Rectangle2D.Double(-sleeveWidth / 2, -MARGIN, sleeveWidth, sleeveHeight);
                    cloth(g, area);
                    if (prints.raglan()) {
                        g.setColor(fabric.second().awt());
                        g.fill(area);
                    }
                    cuff(g);
                });
    }

    /** Where pictures are on the cloth. */
    private record Placement(boolean chest, double x, double y, double size, boolean raglan, long seed) {
        static Placement any(Dice dice, Fabric fabric) {
            boolean plain = fabric.pattern() == Pattern.PLAIN || fabric.pattern() == Pattern.HEATHER;
            boolean small = dice.chance(0.35);
            return new Placement(
                    dice.chance(plain ? 0.65 : 0.08),
                    small ? dice.side() * 0.36 : 0,
                    small ? 0.75 : dice.between(0.85, 1.25),
                    small ? dice.between(0.1, 0.18) : dice.between(0.28, 0.6),
                    dice.chance(plain ? 0.14 : 0.05),
                    dice.integer(0, 1 << 30));
        }

        void paint(Graphics2D g, Cut cut, Fabric fabric) {
            if (chest && cut.neckline() != Cut.Neckline.COLLAR) {
                Print.paint(g, new Dice(seed), fabric, x, Math.max(y, cut.neckDepth() + size * 0.7), size);
            }
        }
    }

    /** @param pixelsPerHead resolution of its textures; about that of the photo */
    public static Garment any(Dice dice, double pixelsPerHead) {
        Cut cut = Cut.any(dice.split());
        Fabric fabric = Fabric.any(dice.split());
        return new Garment(cut, fabric, Placement.any(dice.split(), fabric), pixelsPerHead);
    }

    /** A dress. */
    public static Garment dress(Dice dice, double pixelsPerHead) {
        Cut cut = Cut.dress(dice.split());
        Fabric fabric = Fabric.any(dice.split());
        return new Garment(cut, fabric, Placement.any(dice.split(), fabric), pixelsPerHead);
    }

    /** A top that is short or will be tucked in, where there is one in a few throws. */
    public static Garment leavingTheWaistFree(Dice dice, double pixelsPerHead) {
        for (int tries = 0; tries < 4; tries++) {
            Dice attempt = dice.split();
            Cut cut = Cut.any(attempt.split());
            if (cut.tucks() || cut.length() < 2.1) {
                Fabric fabric = Fabric.any(attempt.split());
                return new Garment(cut, fabric, Placement.any(attempt.split(), fabric), pixelsPerHead);
            }
        }
        return any(dice, pixelsPerHead);
    }

    public Cut cut() {
        return cut;
    }

    Fabric fabric() {
        return fabric;
    }

    private double bodyWidth() {
        return 2 * SIDES * Math.max(cut.chest(), cut.hem());
    }

    private double sleeveWidth() {
        return 2 * SIDES * cut.sleeveHalf(0);
    }

    /**
     * Colour of the body's cloth.
     *
     * @param x heads from the middle of the front
     * @param y heads below the base of the neck
     */
    void body(double x, double y, float[] out) {
        body.sample(x / bodyWidth() + 0.5, (y + MARGIN) / (cut.length() + 2 * MARGIN), out);
    }

    /**
     * Colour of a sleeve's cloth.
     *
     * @param x heads from its middle
     * @param v share of the arm
     */
    void sleeve(double x, double v, float[] out) {
        sleeve.sample(x / sleeveWidth() + 0.5, (v * Cut.ARM + MARGIN) / (Cut.ARM * 1.1 + MARGIN), out);
    }

    private void cloth(Graphics2D g, Rectangle2D area) {
        g.setColor(fabric.base().awt());
        g.fill(area);
        fabric.pattern().paint(g, area, fabric, new Dice(fabric.seed()));
    }

    private void band(Graphics2D g, double from, double to, double half) {
        g.setColor(fabric.trim().awt());
        g.fill(new Rectangle2D.Double(-half, from, 2 * half, to - from));
        g.setColor(fabric.trim().times(0.8).awt(0.6));
        g.setStroke(new BasicStroke(0.014f));
        for (double x = -half; x < half; x += 0.045) {
            g.draw(new Line2D.Double(x, from, x, to));
        }
        seam(g, from, half);
    }

    private void seam(Graphics2D g, double y, double half) {
        g.setColor(fabric.base().times(0.62).awt(0.7));
        g.setStroke(new BasicStroke(0.016f));
        g.draw(new Line2D.Double(-half, y, half, y));
    }

    private void cuff(Graphics2D g) {
        double end = cut.sleeve() * Cut.ARM;
        if (cut.ribbed()) {
            band(g, end - 0.2, end + MARGIN, 2);
        } else {
            seam(g, end - 0.07, 2);
        }
    }

    private void details(Graphics2D g) {
        if (cut.ribbed()) {
            band(g, cut.length() - 0.24, cut.length() + MARGIN, 3);
        } else {
            seam(g, cut.length() - 0.08, 3);
        }
        switch (cut.style()) {
            case POLO -> placket(g, cut.neckDepth() + 0.35, 0.16);
            case SHIRT -> placket(g, cut.length() + 0.3, 0.26);
            case HOODIE -> pouch(g);
            case DRESS -> belt(g);
            default -> {}
        }
    }

    private void placket(Graphics2D g, double end, double step) {
        g.setColor(fabric.base().times(0.7).awt(0.7));
        g.setStroke(new BasicStroke(0.016f));
        g.draw(new Rectangle2D.Double(-0.07, -0.2, 0.14, end + 0.2));
        for (double y = 0.25; y < end - 0.05; y += step) {
            g.setColor(
                    fabric.trim().luma() > 0.5
                            ? fabric.trim().times(0.65).awt()
                            : fabric.trim().towards(new Rgb(1, 1, 1), 0.5).awt());
            g.fill(new Ellipse2D.Double(-0.028, y - 0.028, 0.056, 0.056));
        }
    }

    /** Trimmed dresses have a belt, others a seam at the waist. */
    private void belt(Graphics2D g) {
        boolean trimmed = Math.abs(fabric.trim().luma() - fabric.base().luma()) > 0.1;
        if (trimmed) {
            g.setColor(fabric.trim().awt());
            g.fill(new Rectangle2D.Double(-3, 1.4, 6, 0.14));
        }
        seam(g, 1.4, 3);
    }

    private void pouch(Graphics2D g) {
        double low = cut.length() - 0.26;
        double high = low - 0.62;
        Path2D pouch = new Path2D.Double();
        Vec[] corners = {
            new Vec(-0.36, high),
            new Vec(0.36, high),
            new Vec(0.62, high + 0.4),
            new Vec(0.62, low),
            new Vec(-0.62, low),
            new Vec(-0.62, high + 0.4)
        };
        pouch.moveTo(corners[0].x(), corners[0].y());
        for (Vec corner : corners) {
            pouch.lineTo(corner.x(), corner.y());
        }
        pouch.closePath();
        g.setColor(fabric.base().times(0.6).awt(0.75));
        g.setStroke(new BasicStroke(0.02f));
        g.draw(pouch);
    }
}
