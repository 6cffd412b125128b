/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.raster;

import java.awt.Rectangle;

/**
 * A picture in linear light, RGB interleaved, 0..1 nominal, row-major, with the coverage of all that was painted as
 * {@linkplain #paint figure} (the silhouette). Not thread-safe; one painter owns it.
 */
public final class Canvas {
    private final int width;
    private final int height;
    private final float[] rgb;
    private final float[] silhouette;

    public Canvas(int width, int height) {
        this.width = width;
        this.height = height;
        this.rgb = new float[width * height * 3];
        this.silhouette = new float[width * height];
    }

    /** A copy to paint another version on. */
    public Canvas copy() {
        Canvas copy = new Canvas(width, height);
        System.arraycopy(rgb, 0, copy.rgb, 0, rgb.length);
        System.arraycopy(silhouette, 0, copy.silhouette, 0, silhouette.length);
        return copy;
    }

    /** The colour of a layer at a pixel. */
    @FunctionalInterface
    public interface Shader {
        /** Writes linear RGB of pixel (x, y) to {@code out}. */
        void shade(int x, int y, float[] out);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** Paints a layer of the background: it does not count to the silhouette. */
    public void backdrop(Coverage coverage, Shader shader) {
        blend(coverage, shader, false);
    }

    /** Paints a layer of the figure: its coverage joins the silhouette. */
    public void paint(Coverage coverage, Shader shader) {
        blend(coverage, shader, true);
    }

    /** Darkens what is already there, moved by (dx, dy): a soft shadow on the layers below, or on the figure alone. */
    public void shadow(Coverage soft, int dx, int dy, double strength, boolean onFigureOnly) {
        Rectangle box = soft.box();
        for (int y = box.y; y < box.y + box.height; y++) {
            int ty = y + dy;
            if (ty < 0 || ty >= height) {
                continue;
            }
            for (int x = box.x; x < box.x + box.width; x++) {
                int tx = x + dx;
                if (tx < 0 || tx >= width) {
                    continue;
                }
                int i = ty * width + tx;
                float amount = (float) strength * soft.at(x, y) * (onFigureOnly ? silhouette[i] : 1f);
                rgb[i * 3] *= 1 - amount;
                rgb[i * 3 + 1] *= 1 - amount * 0.97f;
                rgb[i * 3 + 2] *= 1 - amount * 0.94f;
            }
        }
    }

    private void blend(Coverage coverage, Shader shader, boolean figure) {
        Rectangle box = coverage.box();
        float[] values = coverage.values();
        float[] out = new float[3];
        for (int y = 0; y < box.height; y++) {
            for (int x = 0; x < box.width; x++) {
                float a = values[y * box.width + x];
                if (a <= 0.002f) {
                    continue;
                }
                int i = (y + box.y) * width + x + box.x;
                shader.shade(x + box.x, y + box.y, out);
                rgb[i * 3] += (out[0] - rgb[i * 3]) * a;
                rgb[i * 3 + 1] += (out[1] - rgb[i * 3 + 1]) * a;
                rgb[i * 3 + 2] += (out[2] - rgb[i * 3 + 2]) * a;
                if (figure) {
                    silhouette[i] += (1 - silhouette[i]) * a;
                }
            }
        }
    }

    /** The mean linear colour of a part, given in shares of the picture. */
    public float[] mean(double left, double top, double right, double bottom) {
        float[] sum = new float[3];
        int count = 0;
        for (int y = (int) (top * height); y < bottom * height; y += 2) {
            for (int x = (int) (left * width); x < right * width; x += 2, count++) {
                for (int c = 0; c < 3; c++) {
                    sum[c] += rgb[(y * width + x) * 3 + c];
                }
            }
        }
        for (int c = 0; c < 3; c++) {
            sum[c] /= Math.max(1, count);
        }
        return sum;
    }

    /** The picture as sRGB bytes, HWC. */
    public byte[] srgb() {
        byte[] bytes = new byte[rgb.length];
        for (int i = 0; i < rgb.length; i++) {
            bytes[i] = Srgb.encode(rgb[i]);
        }
        return bytes;
    }

    /** Coverage of the figure as bytes 0..255, row-major. */
    public byte[] silhouette() {
        byte[] bytes = new byte[silhouette.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(Math.min(1f, silhouette[i]) * 255);
        }
        return bytes;
    }
}
