/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.raster;

/** A separable box filter by running sums: cost independent of the radius. Borders repeat the outermost value. */
public final class BoxBlur {
    private BoxBlur() {}

    /** Filters {@code plane} (row-major, {@code width × height}) in place with a box of {@code 2 · radius + 1}. */
    public static void blur(float[] plane, int width, int height, int radius) {
        if (radius < 1 || plane.length == 0) {
            return;
        }
        float[] line = new float[Math.max(width, height)];
        for (int y = 0; y < height; y++) {
            lines(plane, y * width, 1, width, radius, line);
        }
        for (int x = 0; x < width; x++) {
            lines(plane, x, width, height, radius, line);
        }
    }

    private static void lines(float[] plane, int start, int step, int count, int radius, float[] line) {
        for (int i = 0; i < count; i++) {
            line[i] = plane[start + i * step];
        }
        float sum = line[0] * (radius + 1);
        for (int i = 1; i <= radius; i++) {
            sum += line[Math.min(i, count - 1)];
        }
        float scale = 1f / (2 * radius + 1);
        for (int i = 0; i < count; i++) {
            plane[start + i * step] = sum * scale;
            sum += line[Math.min(i + radius + 1, count - 1)] - line[Math.max(i - radius, 0)];
        }
    }
}
