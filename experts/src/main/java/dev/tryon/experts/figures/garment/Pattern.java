/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.garment;

import dev.tryon.experts.figures.raster.Dice;
import dev.tryon.experts.figures.raster.Rgb;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;

/** What is woven or printed all over a cloth. Stateless; coordinates are heads. */
enum Pattern {
    PLAIN {
        @Override
        void paint(Graphics2D g, Rectangle2D area, Fabric fabric, Dice dice) {}
    },
    STRIPES_ACROSS {
        @Override
        void paint(Graphics2D g, Rectangle2D area, Fabric fabric, Dice dice) {
            double share = dice.between(0.2, 0.6);
            g.setColor(fabric.second().awt());
            for (double y = -2; y < area.getMaxY(); y += fabric.pitch()) {
                g.fill(new Rectangle2D.Double(area.getX(), y, area.getWidth(), fabric.pitch() * share));
            }
        }
    },
    STRIPES_ALONG {
        @Override
        void paint(Graphics2D g, Rectangle2D area, Fabric fabric, Dice dice) {
            double share = dice.between(0.1, 0.5);
            double pitch = fabric.pitch() * 0.6;
            g.setColor(fabric.second().awt());
            for (double x = -20 * pitch; x < area.getMaxX(); x += pitch) {
                g.fill(new Rectangle2D.Double(x - pitch * share / 2, area.getY(), pitch * share, area.getHeight()));
            }
        }
    },
    CHECKS {
        @Override
        void paint(Graphics2D g, Rectangle2D area, Fabric fabric, Dice dice) {
            double share = dice.between(0.3, 0.5);
            double alpha = dice.between(0.4, 0.7);
            double line = dice.between(0.02, 0.06);
            double pitch = fabric.pitch() * 1.2;
            for (double d = -20 * pitch; d < 6; d += pitch) {
                g.setColor(fabric.second().awt(alpha));
                g.fill(new Rectangle2D.Double(area.getX(), d, area.getWidth(), pitch * share));
                g.fill(new Rectangle2D.Double(d - pitch * share / 2, area.getY(), pitch * share, area.getHeight()));
                g.setColor(fabric.third().awt(alpha));
                g.fill(new Rectangle2D.Double(area.getX(), d + pitch * 0.72, area.getWidth(), line));
                g.fill(new Rectangle2D.Double(d + pitch * 0.5, area.getY(), line, area.getHeight()));
            }
        }
    },
    DOTS {
        @Override
        void paint(Graphics2D g, Rectangle2D area, Fabric fabric, Dice dice) {
            double pitch = Math.max(0.14, fabric.pitch() * 0.7);
            double r = pitch * dice.between(0.14, 0.3);
            g.setColor(fabric.second().awt());
            int row = 0;
            for (double y = -20 * pitch; y < area.getMaxY() + r; y += pitch * 0.87, row++) {
                for (double x = -20 * pitch + (row % 2) * pitch / 2; x < area.getMaxX() + r; x += pitch) {
                    if (x > area.getX() - r && y > area.getY() - r) {
                        g.fill(new Ellipse2D.Double(x - r, y - r, 2 * r, 2 * r));
                    }
                }
            }
        }
    },
    FLOWERS {
        @Override
        void paint(Graphics2D g, Rectangle2D area, Fabric fabric, Dice dice) {
            int count = (int) (area.getWidth() * area.getHeight() * dice.between(5, 14));
            for (int i = 0; i < count; i++) {
                double r = dice.between(0.04, 0.13);
                AffineTransform saved = g.getTransform();
                g.translate(dice.between(area.getMinX(), area.getMaxX()), dice.between(area.getMinY(), area.getMaxY()));
                g.rotate(dice.between(0, 6));
                g.setColor((dice.chance(0.6) ? fabric.second() : fabric.third()).awt());
                int petals = dice.integer(4, 6);
                for (int p = 0; p < petals; p++) {
                    g.rotate(2 * Math.PI / petals);
                    g.fill(new Ellipse2D.Double(r * 0.2, -r * 0.35, r, r * 0.7));
                }
                g.setColor(fabric.base().awt());
                g.fill(new Ellipse2D.Double(-r * 0.25, -r * 0.25, r * 0.5, r * 0.5));
                g.setTransform(saved);
            }
        }
    },
    CAMOUFLAGE {
        @Override
        void paint(Graphics2D g, Rectangle2D area, Fabric fabric, Dice dice) {
            int count = (int) (area.getWidth() * area.getHeight() * 9);
            for (int i = 0; i < count; i++) {
                Rgb colour = i % 2 == 0 ? fabric.second() : fabric.third();
                g.setColor(colour.awt());
                double x = dice.between(area.getMinX(), area.getMaxX());
                double y = dice.between(area.getMinY(), area.getMaxY());
                for (int k = 0; k < 4; k++) {
                    double r = dice.between(0.06, 0.2);
                    g.fill(new Ellipse2D.Double(
                            x + dice.around(-0.25, 0.25), y + dice.around(-0.12, 0.12), r * 1.6, r));
                }
            }
        }
    },
    BLOCK {
        @Override
        void paint(Graphics2D g, Rectangle2D area, Fabric fabric, Dice dice) {
            double y = dice.between(0.7, 1.6);
            double height = dice.chance(0.5) ? dice.between(0.2, 0.6) : area.getMaxY() - y;
            g.setColor(fabric.second().awt());
            g.fill(new Rectangle2D.Double(area.getX(), y, area.getWidth(), height));
        }
    },
    HEATHER {
        @Override
        void paint(Graphics2D g, Rectangle2D area, Fabric fabric, Dice dice) {
            for (int i = (int) (area.getWidth() * area.getHeight() * 160); i > 0; i--) {
                g.setColor((dice.chance(0.5) ? fabric.second() : fabric.base().times(1.15)).awt(0.12));
                g.fill(new Rectangle2D.Double(
                        dice.between(area.getMinX(), area.getMaxX()),
                        dice.between(area.getMinY(), area.getMaxY()),
                        dice.between(0.05, 0.2),
                        0.015));
            }
        }
    },
    DENIM {
        @Override
        void paint(Graphics2D g, Rectangle2D area, Fabric fabric, Dice dice) {
            double worn = dice.between(0, 0.35);
            for (int side = -1; side <= 1; side += 2) {
                for (double spread = 0.26; spread > 0.1; spread -= 0.05) {
                    g.setColor(fabric.base().towards(new Rgb(1, 1, 1), 0.5).awt(worn * 0.3));
                    g.fill(new Ellipse2D.Double(side * 0.42 - spread, 0.6, 2 * spread, 2.2 + spread));
                }
            }
            for (int i = (int) (area.getWidth() * area.getHeight() * 90); i > 0; i--) {
                g.setColor((dice.chance(0.5)
                                ? fabric.base().times(0.75)
                                : fabric.base().times(1.25))
                        .awt(0.22));
                double x = dice.between(area.getMinX(), area.getMaxX());
                double y = dice.between(area.getMinY(), area.getMaxY());
                g.fill(new Rectangle2D.Double(x, y, 0.012, dice.between(0.04, 0.14)));
            }
        }
    };

    /**
     * Paints over the base colour.
     *
     * @param area what must be covered, heads
     */
    abstract void paint(Graphics2D g, Rectangle2D area, Fabric fabric, Dice dice);
}
