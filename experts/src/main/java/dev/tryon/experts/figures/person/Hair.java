/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.person;

import dev.tryon.experts.figures.raster.Canvas;
import dev.tryon.experts.figures.raster.Dice;
import dev.tryon.experts.figures.raster.Rgb;
import dev.tryon.experts.figures.raster.Vec;
import dev.tryon.experts.figures.scene.Studio;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;

/**
 * Hair: what falls behind the shoulders, what sits on the head, and locks that fall before the shoulders (and hide clothes). Immutable.
 *
 * @param style how it is worn
 * @param colour its colour
 * @param length of long hair, in heads below the crown
 * @param front whether locks fall before the shoulders
 * @param seed of its strands
 */
public record Hair(Style style, Rgb colour, double length, boolean front, double seed) {
    private static final List<Rgb> COLOURS = List.of(
            Rgb.of(0x17120f),
            Rgb.of(0x2a1d15),
            Rgb.of(0x3f2a1b),
            Rgb.of(0x5f3f26),
            Rgb.of(0x8a6238),
            Rgb.of(0xb9935a),
            Rgb.of(0x7a3a20),
            Rgb.of(0x8c8a88));

    /** How hair is worn. */
    public enum Style {
        BALD,
        CROPPED,
        SHORT,
        BUN,
        BOB,
        LONG
    }

    public static Hair any(Dice dice) {
        Style style = dice.chance(0.06)
                ? Style.BALD
                : dice.pick(
                        List.of(Style.CROPPED, Style.SHORT, Style.SHORT, Style.BUN, Style.BOB, Style.LONG, Style.LONG));
        return new Hair(
                style,
                dice.pick(COLOURS).towards(dice.pick(COLOURS), dice.between(0, 0.3)),
                style == Style.BOB ? dice.between(0.95, 1.3) : dice.between(1.5, 2.5),
                style == Style.LONG && dice.chance(0.55),
                dice.between(0, 100));
    }

    /** Painted before the body. */
    void behind(Studio studio, Skeleton skeleton) {
        Head head = new Head(skeleton);
        if (style == Style.BUN) {
            Vec at = head.local(0.1, -1.08);
            double r = 0.24 * skeleton.unit();
            paint(studio, head, new Path2D.Double(new Ellipse2D.Double(at.x() - r, at.y() - r, 2 * r, 2 * r)), r);
        } else if (style == Style.LONG || style == Style.BOB) {
            double end = length * 2 - 1;
            Path2D fall = new Path2D.Double();
            fall.moveTo(0, -1.16);
            fall.curveTo(1.0, -1.16, 1.22, -0.5, 1.25, 0.2);
            fall.curveTo(1.3, 0.6 * end, 1.35, 0.8 * end, 1.05, end);
            fall.curveTo(0.5, end * 1.06, -0.5, end * 1.06, -1.05, end);
            fall.curveTo(-1.35, 0.8 * end, -1.3, 0.6 * end, -1.25, 0.2);
            fall.curveTo(-1.22, -0.5, -1.0, -1.16, 0, -1.16);
            paint(studio, head, head.path(fall), 0.3 * skeleton.unit());
        }
    }

    /** The cap of hair with its hairline; painted after the face. */
    void above(Studio studio, Skeleton skeleton) {
        if (style == Style.BALD) {
            return;
        }
        Head head = new Head(skeleton);
        double volume = style == Style.CROPPED ? 1.03 : 1.13;
        double side = style == Style.CROPPED || style == Style.BUN ? 0.0 : style == Style.SHORT ? 0.14 : 0.55;
        double turn = Math.sin(head.yaw());
        double line = style == Style.CROPPED ? -0.6 : -0.52;
        double part = Math.sin(seed) * 0.4;
        double right = 0.82 + turn * (turn > 0 ? 0.12 : 0.5);
        double left = -0.82 + turn * (turn < 0 ? 0.12 : 0.5);
        Path2D cap = new Path2D.Double();
        cap.moveTo(0, -volume - 0.03);
        cap.curveTo(0.7 * volume, -volume - 0.03, 1.06 * volume, -0.7, 1.04 * volume, -0.1);
        cap.lineTo(1.03 * volume, side);
        cap.curveTo(0.98, side * 0.7, right + 0.06, 0.1, right, -0.22);
        cap.curveTo(right - 0.05, line + 0.12, part + turn * 0.6 + 0.3, line - 0.02, part + turn * 0.6, line - 0.12);
        cap.curveTo(part + turn * 0.6 - 0.3, line - 0.04, left + 0.05, line + 0.14, left, -0.2);
        cap.curveTo(left - 0.06, 0.1, -0.98, side * 0.7, -1.03 * volume, side);
        cap.lineTo(-1.04 * volume, -0.1);
        cap.curveTo(-1.06 * volume, -0.7, -0.7 * volume, -volume - 0.03, 0, -volume - 0.03);
        paint(studio, head, head.path(cap), 0.22 * skeleton.unit());
    }

    /** Locks before the shoulders; painted last. */
    void before(Studio studio, Skeleton skeleton) {
        if (!front) {
            return;
        }
        Head head = new Head(skeleton);
        double end = length * 2 - 1.05;
        List<Path2D> locks = new ArrayList<>();
        for (int side = -1; side <= 1; side += 2) {
            if (Math.sin(seed * (3 + side)) < -0.5) {
                continue;
            }
            double wave = 0.12 * Math.sin(seed * 2 + side);
            Path2D lock = new Path2D.Double();
            lock.moveTo(side * 0.95, -0.2);
            lock.curveTo(side * 1.2, 0.3, side * (1.35 + wave), 0.5 * end, side * (1.15 + wave), end);
            lock.curveTo(side * 0.85, end * 0.95, side * (0.72 - wave), 0.6 * end, side * 0.88, 0.55);
            lock.curveTo(side * 0.93, 0.3, side * 0.98, 0.1, side * 0.95, -0.2);
            locks.add(head.path(lock));
        }
        for (Path2D lock : locks) {
            studio.contactShadow(lock, skeleton.unit() * 0.06, 0.35);
            paint(studio, head, lock, 0.16 * skeleton.unit());
        }
    }

    private void paint(Studio studio, Head head, Path2D shape, double roundness) {
        float[] linear = Skin.linear(colour);
        Vec crown = head.local(0.1, -0.9);
        double unit = head.halfWidth();
        Canvas.Shader strands = (x, y, out) -> {
            double dx = (x - crown.x()) / unit;
            double dy = (y - crown.y()) / unit + 0.35;
            // Strands run from the crown over the head and then fall: across them is the angle above, x below.
            double across = dy < 0.8
                    ? Math.atan2(dx, Math.max(0.15, dy) + 0.3) * 1.1
                    : dx * 0.95 + 0.05 * Math.sin(dy * 3 + seed);
            double shade = 0.85
                    + 0.18 * Math.sin(across * 23 + seed + Math.sin(dy * 2.1))
                    + 0.14 * Math.sin(across * 57 + seed * 3)
                    + 0.08 * Math.sin(across * 131 + dy * 2);
            out[0] = (float) (linear[0] * shade);
            out[1] = (float) (linear[1] * shade);
            out[2] = (float) (linear[2] * shade);
        };
        studio.blob(List.of(shape), roundness, strands, 0.35);
    }
}
