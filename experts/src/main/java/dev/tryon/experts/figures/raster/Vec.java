/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.raster;

/**
 * A point or direction in the picture plane: x to the right, y down. Immutable.
 *
 * @param x to the right
 * @param y down
 */
public record Vec(double x, double y) {

    public Vec plus(Vec other) {
        return new Vec(x + other.x, y + other.y);
    }

    public Vec plus(double dx, double dy) {
        return new Vec(x + dx, y + dy);
    }

    public Vec minus(Vec other) {
        return new Vec(x - other.x, y - other.y);
    }

    public Vec times(double factor) {
        return new Vec(x * factor, y * factor);
    }

    public double length() {
        return Math.hypot(x, y);
    }

    /** The direction of this vector with length one; (0, 1) for the null vector, so that a collapsed limb still points somewhere. */
    public Vec unit() {
        double length = length();
        return length < 1e-9 ? new Vec(0, 1) : times(1 / length);
    }

    /** A quarter turn: for a direction that points down the picture, the result points to the left of the picture. */
    public Vec perpendicular() {
        return new Vec(-y, x);
    }

    public Vec towards(Vec other, double share) {
        return new Vec(x + (other.x - x) * share, y + (other.y - y) * share);
    }

    public Vec rotated(double radians) {
        double cos = Math.cos(radians);
        double sin = Math.sin(radians);
        return new Vec(x * cos - y * sin, x * sin + y * cos);
    }
}
