/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.raster;

import java.awt.Color;

/**
 * A colour in sRGB, each channel in 0..1. Immutable.
 *
 * @param r red
 * @param g green
 * @param b blue
 */
public record Rgb(double r, double g, double b) {

    public Rgb {
        r = clip(r);
        g = clip(g);
        b = clip(b);
    }

    /** @param hex for example 0x336699 */
    public static Rgb of(int hex) {
        return new Rgb((hex >> 16 & 255) / 255.0, (hex >> 8 & 255) / 255.0, (hex & 255) / 255.0);
    }

    /**
     * @param hue in turns
     * @param saturation 0..1
     * @param value 0..1
     */
    public static Rgb hsv(double hue, double saturation, double value) {
        return of(Color.HSBtoRGB((float) hue, (float) saturation, (float) value));
    }

    public Rgb times(double factor) {
        return new Rgb(r * factor, g * factor, b * factor);
    }

    public Rgb towards(Rgb other, double share) {
        return new Rgb(r + (other.r - r) * share, g + (other.g - g) * share, b + (other.b - b) * share);
    }

    /** Relative brightness as the eye weighs the channels (ITU-R BT.601), on sRGB values. */
    public double luma() {
        return 0.299 * r + 0.587 * g + 0.114 * b;
    }

    public Color awt() {
        return new Color((float) r, (float) g, (float) b);
    }

    public Color awt(double alpha) {
        return new Color((float) r, (float) g, (float) b, (float) alpha);
    }

    private static double clip(double value) {
        return Math.min(1, Math.max(0, value));
    }
}
