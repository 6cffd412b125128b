/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.raster;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.function.Consumer;

/**
 * A picture that is looked up with coordinates in 0..1, bilinear, its border repeated. Immutable once painted, so it may be read by
 * many threads.
 */
public final class Texture {
    private final int width;
    private final int height;
    private final int[] argb;

    private Texture(int width, int height, int[] argb) {
        this.width = width;
        this.height = height;
        this.argb = argb;
    }

    /** Paints a texture with Java2D, antialiased; the brush sees a canvas of {@code unitsWide × unitsHigh}. */
    public static Texture painted(
            int width, int height, double unitsWide, double unitsHigh, Consumer<Graphics2D> brush) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.scale(width / unitsWide, height / unitsHigh);
        brush.accept(graphics);
        graphics.dispose();
        return new Texture(width, height, ((DataBufferInt) image.getRaster().getDataBuffer()).getData());
    }

    /** Linear RGB at (u, v), and returns the opacity 0..1 there. */
    public float sample(double u, double v, float[] out) {
        double x = Math.max(0, Math.min(width - 1.001, u * width - 0.5));
        double y = Math.max(0, Math.min(height - 1.001, v * height - 0.5));
        int ix = (int) x;
        int iy = (int) y;
        float fx = (float) (x - ix);
        float fy = (float) (y - iy);
        int i = iy * width + ix;
        int right = Math.min(ix + 1, width - 1) - ix;
        int below = (Math.min(iy + 1, height - 1) - iy) * width;
        out[0] = 0;
        out[1] = 0;
        out[2] = 0;
        float alpha = add(argb[i], (1 - fx) * (1 - fy), out);
        alpha += add(argb[i + right], fx * (1 - fy), out);
        alpha += add(argb[i + below], (1 - fx) * fy, out);
        return alpha + add(argb[i + below + right], fx * fy, out);
    }

    private static float add(int pixel, float weight, float[] out) {
        out[0] += Srgb.linear(pixel >> 16) * weight;
        out[1] += Srgb.linear(pixel >> 8) * weight;
        out[2] += Srgb.linear(pixel) * weight;
        return (pixel >>> 24) / 255f * weight;
    }
}
