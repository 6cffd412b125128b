/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.scene;

import dev.tryon.experts.figures.raster.Dice;
import dev.tryon.experts.figures.raster.Vec;

/**
 * Folds: a height field over the picture at half resolution, made of creases (a ridge that tapers to both ends). Its slope bends the
 * normals and shifts the fabric a little. Not thread-safe; one layer of clothes owns it.
 */
public final class Relief {
    private final int width;
    private final int height;
    private final float[] heights;

    /**
     * @param width of the picture
     * @param height of the picture
     */
    public Relief(int width, int height) {
        this.width = (width + 1) / 2;
        this.height = (height + 1) / 2;
        this.heights = new float[this.width * this.height];
    }

    /**
     * Adds a ridge (positive) or furrow (negative) from a to b.
     *
     * @param breadth standard deviation across, pixels
     * @param rise in pixels
     */
    public void crease(Vec a, Vec b, double breadth, double rise) {
        Vec from = a.times(0.5);
        Vec along = b.minus(a).times(0.5);
        double length = Math.max(1, along.length());
        double sigma = Math.max(0.8, breadth / 2);
        double reach = 3 * sigma;
        int x0 = (int) Math.max(0, Math.min(from.x(), from.x() + along.x()) - reach);
        int x1 = (int) Math.min(width - 1.0, Math.max(from.x(), from.x() + along.x()) + reach);
        int y0 = (int) Math.max(0, Math.min(from.y(), from.y() + along.y()) - reach);
        int y1 = (int) Math.min(height - 1.0, Math.max(from.y(), from.y() + along.y()) + reach);
        double ux = along.x() / length;
        double uy = along.y() / length;
        // A slightly bowed ridge: straight ones look like scratches.
        double bow = length * 0.12;
        for (int y = y0; y <= y1; y++) {
            for (int x = x0; x <= x1; x++) {
                double dx = x - from.x();
                double dy = y - from.y();
                double t = (dx * ux + dy * uy) / length;
                if (t <= 0 || t >= 1) {
                    continue;
                }
                double taper = 4 * t * (1 - t);
                double d = (dx * -uy + dy * ux - bow * taper) / (sigma * (0.5 + 0.5 * taper));
                if (d * d < 9) {
                    heights[y * width + x] += (float) (rise / 2 * taper * Math.exp(-d * d / 2));
                }
            }
        }
    }

    /** Unevenness without direction: soft bumps all over a region. */
    public void bumps(Dice dice, Vec low, Vec high, int count, double breadth, double rise) {
        for (int i = 0; i < count; i++) {
            Vec at = new Vec(dice.between(low.x(), high.x()), dice.between(low.y(), high.y()));
            Vec to = at.plus(dice.between(-2, 2) * breadth, dice.between(-3, 3) * breadth);
            crease(at, to, breadth * dice.between(0.6, 1.4), rise * dice.between(-1, 1));
        }
    }

    public double slopeX(int x, int y) {
        int ix = Math.min(Math.max(x / 2, 1), width - 2);
        int iy = Math.min(Math.max(y / 2, 1), height - 2);
        double here = heights[iy * width + ix + 1] - heights[iy * width + ix - 1];
        double next = (x & 1) == 0 || ix + 2 >= width ? here : heights[iy * width + ix + 2] - heights[iy * width + ix];
        return (here + next) / 4;
    }

    public double slopeY(int x, int y) {
        int ix = Math.min(Math.max(x / 2, 1), width - 2);
        int iy = Math.min(Math.max(y / 2, 1), height - 2);
        double here = heights[(iy + 1) * width + ix] - heights[(iy - 1) * width + ix];
        double next =
                (y & 1) == 0 || iy + 2 >= height ? here : heights[(iy + 2) * width + ix] - heights[iy * width + ix];
        return (here + next) / 4;
    }

    /** Bends a unit normal by the slope here and makes it unit again. */
    public void bend(int x, int y, float[] normal) {
        double nx = normal[0] - slopeX(x, y);
        double ny = normal[1] - slopeY(x, y);
        double nz = Math.max(0.05, normal[2]);
        double length = Math.sqrt(nx * nx + ny * ny + nz * nz);
        normal[0] = (float) (nx / length);
        normal[1] = (float) (ny / length);
        normal[2] = (float) (nz / length);
    }
}
