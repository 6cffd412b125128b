/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

/**
 * How a product stands out from its ground, which decides what may pass for a shadow: nothing beside a pale product; soft
 * gradients beside a dark one; anything colourless beside a coloured one.
 */
enum Contrast {
    PALE,
    DARK,
    COLOURED;

    /** @param lab 8-bit Lab, row by row */
    static Contrast of(byte[] lab, int width, int height, GroundPlane ground) {
        int other = 0;
        int coloured = 0;
        int dark = 0;
        for (int y = 0; y < height; y += 3) {
            for (int x = 0; x < width; x += 3) {
                int at = (y * width + x) * 3;
                double light = Math.abs((lab[at] & 0xff) - ground.at(0, x, y));
                double hue = Math.hypot(
                        (lab[at + 1] & 0xff) - ground.at(1, x, y), (lab[at + 2] & 0xff) - ground.at(2, x, y));
                other += light > ground.tolerance() || hue > ground.tolerance() ? 1 : 0;
                coloured += hue > 14 ? 1 : 0;
                dark += light > 80 && hue <= 14 ? 1 : 0;
            }
        }
        if (coloured > 0.75 * other) {
            return COLOURED;
        }
        return coloured + dark > 0.6 * other ? DARK : PALE;
    }

    /**
     * Whether a pixel that is darker than the ground may be a shadow on it.
     *
     * @param light difference to the ground's lightness, below 0
     * @param hue distance to its hue
     * @param edge difference of lightness over two pixels
     */
    boolean shadow(double light, double hue, double edge) {
        return switch (this) {
            case PALE -> false;
            case DARK -> light > -75 && hue < 5 - 0.1 * light && edge < 12;
            case COLOURED -> light > -110 && hue < 4 - 0.04 * light && edge < 45;
        };
    }
}
