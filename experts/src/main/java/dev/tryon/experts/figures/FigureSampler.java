/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures;

import dev.tryon.experts.figures.raster.Dice;

/**
 * Draws the pairs of one expert. Sample {@code i} of seed {@code s} is always the same picture, whatever else is drawn, so a data set can
 * be made in parts. Immutable; may be used by several threads.
 */
final class FigureSampler {
    private final Expert expert;
    private final long seed;
    private final PictureSize size;

    FigureSampler(Expert expert, long seed, PictureSize size) {
        if (size.width() < 96 || size.height() < 128) {
            throw new IllegalArgumentException(
                    "a photo of %d × %d is too small to draw a person".formatted(size.width(), size.height()));
        }
        this.expert = expert;
        this.seed = seed;
        this.size = size;
    }

    FigureSample sample(int index) {
        long start = seed * 0x9E3779B97F4A7C15L + index * 0xD1B54A32D192ED03L;
        return expert.scenario().draw(new Dice(start ^ expert.salt()), size);
    }
}
