/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.garment;

import dev.tryon.experts.figures.raster.Dice;
import dev.tryon.experts.figures.raster.Rgb;
import java.util.List;

/**
 * The cloth of a top. Immutable.
 *
 * @param base its colour
 * @param second second colour of its pattern
 * @param third third colour of its pattern
 * @param trim colour of collar, cuffs and hem
 * @param pattern what is all over it
 * @param pitch distance of the repeats, heads
 * @param gloss 0 matt .. 1 satin
 * @param seed of everything random in it
 */
record Fabric(Rgb base, Rgb second, Rgb third, Rgb trim, Pattern pattern, double pitch, double gloss, long seed) {
    private static final List<Pattern> PATTERNS = List.of(
            Pattern.PLAIN,
            Pattern.PLAIN,
            Pattern.PLAIN,
            Pattern.PLAIN,
            Pattern.PLAIN,
            Pattern.PLAIN,
            Pattern.STRIPES_ACROSS,
            Pattern.STRIPES_ACROSS,
            Pattern.STRIPES_ALONG,
            Pattern.CHECKS,
            Pattern.CHECKS,
            Pattern.DOTS,
            Pattern.FLOWERS,
            Pattern.CAMOUFLAGE,
            Pattern.BLOCK,
            Pattern.HEATHER);

    static Fabric any(Dice dice) {
        Rgb base = colour(dice);
        Rgb second = contrast(base, dice);
        Rgb third = contrast(base, dice);
        double trimmed = dice.between(0, 1);
        Rgb trim = trimmed < 0.65 ? base.times(0.96) : trimmed < 0.85 ? second : colour(dice);
        return new Fabric(
                base,
                second,
                third,
                trim,
                dice.pick(PATTERNS),
                dice.between(0.16, 0.5),
                dice.chance(0.15) ? dice.between(0.2, 0.8) : 0,
                dice.integer(0, 1 << 30));
    }

    /** Cloth for trousers, shorts and skirts: much denim, black and khaki. */
    static Fabric lower(Dice dice, boolean skirt) {
        double kind = dice.between(0, 1);
        boolean denim = kind < (skirt ? 0.12 : 0.35);
        Rgb base = denim
                ? Rgb.hsv(dice.between(0.57, 0.64), dice.between(0.25, 0.65), dice.between(0.2, 0.75))
                : kind < 0.5
                        ? Rgb.hsv(dice.between(0.07, 0.13), dice.between(0.1, 0.45), dice.between(0.3, 0.9))
                        : colour(dice);
        Rgb second = denim && dice.chance(0.5) ? Rgb.of(0xc98a3a) : contrast(base, dice);
        Pattern pattern = denim
                ? Pattern.DENIM
                : dice.pick(
                        skirt
                                ? List.of(
                                        Pattern.PLAIN,
                                        Pattern.PLAIN,
                                        Pattern.CHECKS,
                                        Pattern.DOTS,
                                        Pattern.FLOWERS,
                                        Pattern.STRIPES_ACROSS)
                                : List.of(
                                        Pattern.PLAIN,
                                        Pattern.PLAIN,
                                        Pattern.PLAIN,
                                        Pattern.CHECKS,
                                        Pattern.STRIPES_ALONG,
                                        Pattern.HEATHER,
                                        Pattern.CAMOUFLAGE));
        double gloss = dice.chance(0.12) ? dice.between(0.2, 0.8) : 0;
        return new Fabric(
                base,
                second,
                contrast(base, dice),
                base.times(0.96),
                pattern,
                dice.between(0.16, 0.5),
                gloss,
                dice.integer(0, 1 << 30));
    }

    /** Shops sell much white, black, grey and navy. */
    private static Rgb colour(Dice dice) {
        return switch (dice.integer(0, 9)) {
            case 0 -> Rgb.hsv(dice.between(0.05, 0.15), dice.between(0, 0.05), dice.between(0.88, 0.98));
            case 1 -> Rgb.hsv(dice.between(0.55, 0.7), dice.between(0, 0.2), dice.between(0.06, 0.16));
            case 2 -> Rgb.hsv(dice.between(0, 1), dice.between(0, 0.06), dice.between(0.3, 0.8));
            case 3 -> Rgb.hsv(dice.between(0.58, 0.67), dice.between(0.5, 0.85), dice.between(0.18, 0.5));
            case 4 -> Rgb.hsv(dice.between(0, 1), dice.between(0.12, 0.35), dice.between(0.75, 0.97));
            case 5 -> Rgb.hsv(dice.between(0.05, 0.14), dice.between(0.2, 0.6), dice.between(0.4, 0.9));
            default -> Rgb.hsv(dice.between(0, 1), dice.between(0.45, 0.95), dice.between(0.35, 0.95));
        };
    }

    private static Rgb contrast(Rgb base, Dice dice) {
        for (int tries = 0; tries < 12; tries++) {
            Rgb other = colour(dice);
            if (Math.abs(other.luma() - base.luma()) > 0.22) {
                return other;
            }
        }
        return base.luma() > 0.5 ? base.times(0.3) : base.towards(new Rgb(1, 1, 1), 0.8);
    }
}
