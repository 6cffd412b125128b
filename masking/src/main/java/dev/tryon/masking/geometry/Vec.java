/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.geometry;

import org.opencv.core.Point;

/** A point or a direction in a picture, in pixels; y grows downwards. Immutable. */
public record Vec(double x, double y) {
    public Vec plus(Vec other) {
        return new Vec(x + other.x, y + other.y);
    }

    public Vec minus(Vec other) {
        return new Vec(x - other.x, y - other.y);
    }

    public Vec times(double factor) {
        return new Vec(x * factor, y * factor);
    }

    /** The point at share {@code t} of the way to {@code other}; 0 is here, 1 is there. */
    public Vec towards(Vec other, double t) {
        return new Vec(x + (other.x - x) * t, y + (other.y - y) * t);
    }

    public double distance(Vec other) {
        return Math.hypot(x - other.x, y - other.y);
    }

    public double length() {
        return Math.hypot(x, y);
    }

    public double dot(Vec other) {
        return x * other.x + y * other.y;
    }

    /** The same direction with length 1; of no length, straight down. */
    public Vec unit() {
        double length = length();
        return length < 1e-9 ? new Vec(0, 1) : times(1 / length);
    }

    /** A quarter turn: of "down" this is "left" as the picture is seen. */
    public Vec quarterTurn() {
        return new Vec(-y, x);
    }

    public Vec rotated(double radians) {
        double cos = Math.cos(radians);
        double sin = Math.sin(radians);
        return new Vec(cos * x - sin * y, sin * x + cos * y);
    }

    public Point point() {
        return new Point(x, y);
    }
}
