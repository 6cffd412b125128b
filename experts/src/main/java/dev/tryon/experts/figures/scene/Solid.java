/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.scene;

import dev.tryon.experts.figures.raster.Coverage;
import java.awt.Rectangle;
import java.util.Arrays;

/**
 * Lit triangles with hidden surfaces removed by a depth buffer of two by two samples a pixel, then laid on a canvas as one layer. Positions are picture
 * pixels and a depth that grows towards the viewer. Made per drawing; not thread-safe.
 */
public final class Solid {
    private static final int SAMPLES = 2;
    private final Studio studio;
    private final Rectangle box;
    private final float[] depth;
    private final float[] rgb;

    /** @param reach what it may cover; the rest is cut off */
    public Solid(Studio studio, Rectangle reach) {
        this.studio = studio;
        box = reach.intersection(
                new Rectangle(0, 0, studio.canvas().width(), studio.canvas().height()));
        int size = box.isEmpty() ? 0 : box.width * box.height * SAMPLES * SAMPLES;
        depth = new float[size];
        Arrays.fill(depth, Float.NEGATIVE_INFINITY);
        rgb = new float[3 * size];
    }

    /** The colour within a triangle, from the values that its corners carry. */
    @FunctionalInterface
    public interface Colour {
        /** Linear albedo where the corners' u and v have these values. */
        float[] at(double u, double v);
    }

    /**
     * A corner.
     *
     * @param x pixels
     * @param y pixels
     * @param depth towards the viewer
     * @param normal unit vector: x right, y down, z to the viewer
     */
    public record Corner(double x, double y, double depth, float[] normal, double u, double v) {}

    /** Two triangles. */
    public void quad(Corner a, Corner b, Corner c, Corner d, Colour colour, double gloss) {
        triangle(a, b, c, colour, gloss);
        triangle(a, c, d, colour, gloss);
    }

    private void triangle(Corner a, Corner b, Corner c, Colour colour, double gloss) {
        double area = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
        if (Math.abs(area) < 1e-9 || box.isEmpty()) {
            return;
        }
        int wide = box.width * SAMPLES;
        int x0 = sample(Math.min(a.x, Math.min(b.x, c.x)) - box.x, wide);
        int x1 = sample(Math.max(a.x, Math.max(b.x, c.x)) - box.x + 1, wide);
        int y0 = sample(Math.min(a.y, Math.min(b.y, c.y)) - box.y, box.height * SAMPLES);
        int y1 = sample(Math.max(a.y, Math.max(b.y, c.y)) - box.y + 1, box.height * SAMPLES);
        float[] normal = new float[3];
        float[] out = new float[3];
        for (int sy = y0; sy < y1; sy++) {
            double y = box.y + (sy + 0.5) / SAMPLES;
            for (int sx = x0; sx < x1; sx++) {
                double x = box.x + (sx + 0.5) / SAMPLES;
                double wb = ((x - a.x) * (c.y - a.y) - (c.x - a.x) * (y - a.y)) / area;
                double wc = ((b.x - a.x) * (y - a.y) - (x - a.x) * (b.y - a.y)) / area;
                double wa = 1 - wb - wc;
                if (wa < -1e-6 || wb < -1e-6 || wc < -1e-6) {
                    continue;
                }
                int i = sy * wide + sx;
                float z = (float) (a.depth * wa + b.depth * wb + c.depth * wc);
                if (z <= depth[i]) {
                    continue;
                }
                depth[i] = z;
                for (int k = 0; k < 3; k++) {
                    normal[k] = (float) (a.normal[k] * wa + b.normal[k] * wb + c.normal[k] * wc);
                }
                float[] albedo = colour.at(a.u * wa + b.u * wb + c.u * wc, a.v * wa + b.v * wb + c.v * wc);
                System.arraycopy(albedo, 0, out, 0, 3);
                studio.light().apply(normal, out, gloss);
                System.arraycopy(out, 0, rgb, 3 * i, 3);
            }
        }
    }

    private static int sample(double pixels, int limit) {
        return (int) Math.max(0, Math.min(limit, Math.floor(pixels * SAMPLES)));
    }

    /** Lays all that was drawn on the canvas. */
    public void paint() {
        if (box.isEmpty()) {
            return;
        }
        float[] covered = new float[box.width * box.height];
        for (int i = 0; i < depth.length; i++) {
            if (depth[i] > Float.NEGATIVE_INFINITY) {
                int x = i % (box.width * SAMPLES) / SAMPLES;
                int y = i / (box.width * SAMPLES) / SAMPLES;
                covered[y * box.width + x] += 1f / (SAMPLES * SAMPLES);
            }
        }
        studio.canvas().paint(Coverage.of(box, covered), this::mean);
    }

    private void mean(int x, int y, float[] out) {
        Arrays.fill(out, 0);
        int count = 0;
        for (int k = 0; k < SAMPLES * SAMPLES; k++) {
            int i = ((y - box.y) * SAMPLES + k / SAMPLES) * box.width * SAMPLES + (x - box.x) * SAMPLES + k % SAMPLES;
            if (depth[i] > Float.NEGATIVE_INFINITY) {
                count++;
                for (int c = 0; c < 3; c++) {
                    out[c] += rgb[3 * i + c];
                }
            }
        }
        for (int c = 0; c < 3; c++) {
            out[c] /= Math.max(1, count);
        }
    }
}
