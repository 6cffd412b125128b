/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.person;

import dev.tryon.experts.figures.raster.Dice;
import dev.tryon.experts.figures.raster.Rgb;
import dev.tryon.experts.figures.raster.Srgb;
import dev.tryon.experts.figures.scene.Studio;
import java.util.List;

/**
 * Skin colour. Immutable.
 *
 * @param base its colour in even white light
 */
public record Skin(Rgb base) {
    private static final List<Rgb> TONES = List.of(
            Rgb.of(0xf6d8c4),
            Rgb.of(0xefc6a8),
            Rgb.of(0xe3b08c),
            Rgb.of(0xd09a72),
            Rgb.of(0xb67d56),
            Rgb.of(0x96623f),
            Rgb.of(0x74482e),
            Rgb.of(0x553322));

    public static Skin any(Dice dice) {
        return new Skin(dice.pick(TONES).towards(dice.pick(TONES), dice.between(0, 0.4)));
    }

    public Studio.Material material() {
        float[] linear = linear(base);
        return (s, v, out) -> {
            out[0] = linear[0];
            // Blood shows through where skin turns away.
            float rim = (float) (1 - 0.12 * s * s);
            out[1] = linear[1] * rim;
            out[2] = linear[2] * rim;
        };
    }

    static float[] linear(Rgb colour) {
        return new float[] {
            Srgb.linear((int) (colour.r() * 255)),
            Srgb.linear((int) (colour.g() * 255)),
            Srgb.linear((int) (colour.b() * 255))
        };
    }
}
