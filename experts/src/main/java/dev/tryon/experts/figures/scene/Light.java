/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.scene;

import dev.tryon.experts.figures.raster.Canvas;
import dev.tryon.experts.figures.raster.Dice;

/**
 * One soft key light and a sky: Lambert with wrap-around (a large source), brighter from above than from below, and a little Blinn gloss.
 * Normals: x right, y down, z to the viewer. Immutable.
 *
 * @param x direction to the light, unit vector with y and z
 * @param y direction to the light
 * @param z direction to the light
 * @param wrap how far light creeps around edges, 0 hard .. 1 soft
 * @param key strength of the key light
 * @param ambient strength of the sky
 * @param warmth colour of the key: positive is red, negative blue
 */
public record Light(double x, double y, double z, double wrap, double key, double ambient, double warmth) {

    public static Light any(Dice dice) {
        double side = dice.around(-1.1, 1.1);
        double up = dice.between(0.15, 0.9);
        double length = Math.sqrt(side * side + up * up + 1);
        double ambient = dice.between(0.3, 0.6);
        double level = dice.around(0.8, 1.15);
        return new Light(
                side / length,
                -up / length,
                1 / length,
                dice.between(0.1, 0.5),
                (1 - ambient) * 1.05 * level,
                ambient * level,
                dice.around(-0.08, 0.12));
    }

    /** The light that a scene throws on who stands in it: from its brighter side, in its colour, as bright as it is. */
    public static Light of(Canvas scene, Dice dice) {
        float[] left = scene.mean(0, 0, 0.4, 0.7);
        float[] right = scene.mean(0.6, 0, 1, 0.7);
        float[] all = scene.mean(0, 0, 1, 1);
        double tilt = (bright(right) - bright(left)) / Math.max(0.02, bright(right) + bright(left));
        double side = Math.max(-1.1, Math.min(1.1, 3 * tilt + dice.around(-0.35, 0.35)));
        double up = dice.between(0.3, 0.8);
        double length = Math.sqrt(side * side + up * up + 1);
        double level = 0.6 + 0.55 * Math.sqrt(Math.min(1, bright(all)));
        double ambient = dice.between(0.35, 0.5);
        double warmth = 0.5 * (all[0] - all[2]) / Math.max(0.03, all[0] + all[2]);
        return new Light(
                side / length,
                -up / length,
                1 / length,
                dice.between(0.15, 0.4),
                (1 - ambient) * 1.05 * level,
                ambient * level,
                Math.max(-0.22, Math.min(0.22, warmth)));
    }

    private static double bright(float[] linear) {
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    }

    /** The light of a packshot: frontal, even, a little from above. */
    public static Light studio(Dice dice) {
        double side = dice.around(-0.35, 0.35);
        double length = Math.sqrt(side * side + 0.16 + 1);
        return new Light(side / length, -0.4 / length, 1 / length, 0.4, 0.5, 0.5, 0);
    }

    /**
     * Multiplies a linear albedo with the light that falls on the normal.
     *
     * @param gloss 0 matt .. 1
     */
    public void apply(float[] normal, float[] colour, double gloss) {
        double facing = normal[0] * x + normal[1] * y + normal[2] * z;
        double diffuse = Math.max(0, (facing + wrap) / (1 + wrap));
        double sky = ambient * (0.78 - 0.22 * normal[1]) * (0.7 + 0.3 * normal[2]);
        double lit = key * diffuse;
        double shine = 0;
        if (gloss > 0) {
            double hx = x;
            double hy = y;
            double hz = z + 1;
            double half = (normal[0] * hx + normal[1] * hy + normal[2] * hz) / Math.sqrt(hx * hx + hy * hy + hz * hz);
            double power = Math.max(0, half);
            power *= power;
            power *= power;
            power *= power;
            shine = gloss * 0.12 * power * power * key;
        }
        colour[0] = (float) (colour[0] * (lit * (1 + warmth) + sky) + shine);
        colour[1] = (float) (colour[1] * (lit + sky) + shine);
        colour[2] = (float) (colour[2] * (lit * (1 - warmth) + sky) + shine);
    }
}
