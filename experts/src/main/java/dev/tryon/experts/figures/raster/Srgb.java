/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.raster;

/** The sRGB transfer function (IEC 61966-2-1) as tables. Light adds up in linear space; pictures are stored in sRGB. */
public final class Srgb {
    private static final float[] LINEAR = new float[256];
    private static final byte[] ENCODED = new byte[1 << 16];

    static {
        for (int i = 0; i < 256; i++) {
            double c = i / 255.0;
            LINEAR[i] = (float) (c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
        }
        for (int i = 0; i < ENCODED.length; i++) {
            double c = i / (double) (ENCODED.length - 1);
            double encoded = c <= 0.0031308 ? c * 12.92 : 1.055 * Math.pow(c, 1 / 2.4) - 0.055;
            ENCODED[i] = (byte) Math.round(encoded * 255);
        }
    }

    private Srgb() {}

    /**
     * @param value sRGB in 0..255
     * @return linear light in 0..1
     */
    public static float linear(int value) {
        return LINEAR[value & 0xff];
    }

    /**
     * @param linear linear light, clipped to 0..1
     * @return sRGB in 0..255 as a byte
     */
    public static byte encode(float linear) {
        float clipped = Math.min(1f, Math.max(0f, linear));
        return ENCODED[(int) (clipped * (ENCODED.length - 1) + 0.5f)];
    }
}
