/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.raster;

import org.opencv.core.Mat;

/**
 * How likely a colour is within one part of a picture: a smoothed histogram over Lab, 16 levels of lightness and 32 each
 * of a and b. Immutable once it is made.
 */
public final class ColourHistogram {
    private static final int LIGHT = 16;
    private static final int HUE = 32;

    private final float[] share;
    private final int samples;

    /**
     * @param lab CV_8UC3
     * @param part CV_8UC1, the same size: above 0 = count this pixel
     */
    public ColourHistogram(Mat lab, Mat part) {
        int pixels = (int) lab.total();
        byte[] colours = new byte[3 * pixels];
        lab.get(0, 0, colours);
        byte[] counted = new byte[pixels];
        part.get(0, 0, counted);
        float[] counts = new float[LIGHT * HUE * HUE];
        int total = 0;
        for (int i = 0; i < pixels; i++) {
            if (counted[i] != 0) {
                counts[bin(colours, 3 * i)]++;
                total++;
            }
        }
        this.samples = total;
        // A bin's neighbours look alike: [1 2 1] along each axis.
        this.share = smoothed(smoothed(smoothed(counts, 1), HUE), HUE * HUE);
        for (int i = 0; i < share.length; i++) {
            share[i] /= Math.max(1, total);
        }
    }

    public int samples() {
        return samples;
    }

    /** Share of the part's pixels that have about this colour. {@code at} is the first of three Lab bytes. */
    public double likelihood(byte[] lab, int at) {
        return share[bin(lab, at)];
    }

    /** Bhattacharyya coefficient: 1 the same colours, 0 none in common. */
    public double overlap(ColourHistogram other) {
        double sum = 0;
        for (int i = 0; i < share.length; i++) {
            sum += Math.sqrt((double) share[i] * other.share[i]);
        }
        return sum;
    }

    private static int bin(byte[] lab, int at) {
        int light = (lab[at] & 0xff) * LIGHT / 256;
        int a = (lab[at + 1] & 0xff) * HUE / 256;
        int b = (lab[at + 2] & 0xff) * HUE / 256;
        return (light * HUE + a) * HUE + b;
    }

    private static float[] smoothed(float[] values, int stride) {
        float[] result = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            float before = i >= stride ? values[i - stride] : 0;
            float after = i + stride < values.length ? values[i + stride] : 0;
            result[i] = (before + 2 * values[i] + after) / 4;
        }
        return result;
    }
}
