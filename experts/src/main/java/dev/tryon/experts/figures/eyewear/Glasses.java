/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.eyewear;

import dev.tryon.experts.figures.raster.Dice;
import dev.tryon.experts.figures.raster.Rgb;
import java.awt.geom.Path2D;
import java.util.List;

/**
 * A pair of glasses, seen from the front. Lengths are shares of half the width of a head; x to the right from the nose, y down. Immutable.
 *
 * @param shape of the lenses
 * @param half half the width of a lens
 * @param height half the height of a lens
 * @param middle from the nose to the middle of a lens
 * @param rim width of the frame
 * @param frame colour of the frame
 * @param speckle second colour of the frame; the same for plain frames
 * @param tint colour of the lenses
 * @param opacity of the lenses at their top, 0 clear .. 1
 * @param gradient how much of the tint is gone at the bottom, 0..1
 */
public record Glasses(
        Shape shape,
        double half,
        double height,
        double middle,
        double rim,
        Rgb frame,
        Rgb speckle,
        Rgb tint,
        double opacity,
        double gradient) {

    /** Shapes of lenses. */
    public enum Shape {
        ROUND,
        SQUARE,
        CAT_EYE,
        AVIATOR
    }

    public static Glasses any(Dice dice) {
        Shape shape = dice.pick(List.of(Shape.values()));
        boolean thin = shape == Shape.AVIATOR ? dice.chance(0.85) : dice.chance(0.35);
        double half = shape == Shape.ROUND ? dice.between(0.29, 0.36) : dice.between(0.33, 0.4);
        double height = switch (shape) {
            case ROUND -> half * dice.between(0.92, 1);
            case SQUARE -> half * dice.between(0.62, 0.85);
            case CAT_EYE -> half * dice.between(0.6, 0.75);
            case AVIATOR -> half * dice.between(0.85, 1);
        };
        Rgb frame = thin && dice.chance(0.7)
                ? dice.pick(List.of(Rgb.of(0xb8923a), Rgb.of(0x9a9aa0), Rgb.of(0x2a2a2c), Rgb.of(0xb87a60)))
                : dice.chance(0.45)
                        ? Rgb.hsv(dice.between(0, 1), dice.between(0, 0.3), dice.between(0.04, 0.16))
                        : Rgb.hsv(dice.between(0, 1), dice.between(0.3, 0.95), dice.between(0.25, 0.95));
        Rgb speckle = !thin && dice.chance(0.25) ? Rgb.of(0xa0622a) : frame;
        boolean sun = dice.chance(0.5);
        return new Glasses(
                shape,
                half,
                height,
                half + dice.between(0.08, 0.13),
                thin ? dice.between(0.022, 0.036) : dice.between(0.05, 0.1),
                frame,
                speckle,
                sun ? Rgb.hsv(dice.between(0, 1), dice.between(0.1, 0.8), dice.between(0.05, 0.5)) : Rgb.of(0xdfe8ea),
                sun ? dice.between(0.5, 0.93) : dice.between(0.03, 0.09),
                sun && dice.chance(0.4) ? dice.between(0.3, 0.8) : 0);
    }

    /** The outline of a lens around (0, 0); +x points to the temple. */
    Path2D lens() {
        Path2D path = new Path2D.Double();
        double a = half;
        double b = height;
        switch (shape) {
            case ROUND -> superellipse(path, a, b, 2);
            case SQUARE -> superellipse(path, a, b, 4.5);
            case CAT_EYE -> {
                path.moveTo(-a, -0.1 * b);
                path.curveTo(-a, -0.8 * b, -0.2 * a, -0.95 * b, 1.12 * a, -1.35 * b);
                path.curveTo(1.15 * a, -0.2 * b, 0.85 * a, b, 0.1 * a, b);
                path.curveTo(-0.6 * a, b, -a, 0.6 * b, -a, -0.1 * b);
                path.closePath();
            }
            case AVIATOR -> {
                path.moveTo(-a, -0.45 * b);
                path.curveTo(-0.9 * a, -0.95 * b, 0.8 * a, -0.95 * b, a, -0.6 * b);
                path.curveTo(1.1 * a, 0.3 * b, 0.75 * a, 1.05 * b, 0.15 * a, 1.05 * b);
                path.curveTo(-0.5 * a, 1.05 * b, -0.85 * a, 0.3 * b, -a, -0.45 * b);
                path.closePath();
            }
        }
        return path;
    }

    private static void superellipse(Path2D path, double a, double b, double power) {
        for (int i = 0; i < 48; i++) {
            double angle = Math.PI * i / 24;
            double x = a * Math.signum(Math.cos(angle)) * Math.pow(Math.abs(Math.cos(angle)), 2 / power);
            double y = b * Math.signum(Math.sin(angle)) * Math.pow(Math.abs(Math.sin(angle)), 2 / power);
            if (i == 0) {
                path.moveTo(x, y);
            } else {
                path.lineTo(x, y);
            }
        }
        path.closePath();
    }
}
