/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.footwear;

import dev.tryon.experts.figures.raster.Dice;
import dev.tryon.experts.figures.raster.Rgb;
import java.util.List;

/**
 * A kind of shoe and its colours. Lengths are heads. Immutable.
 *
 * @param kind of shoe
 * @param heel height of the heel
 * @param sole thickness of the sole
 * @param shaft how far a boot goes up beyond the ankle, 0 for low shoes
 * @param point 0 round toe .. 1 pointed
 * @param stripes on the sides
 * @param cap whether the toe cap has the accent's colour
 * @param gloss 0 matt .. 1
 * @param colours of its parts
 */
public record Shoe(
        Kind kind,
        double heel,
        double sole,
        double shaft,
        double point,
        int stripes,
        boolean cap,
        double gloss,
        Colours colours) {

    /** Kinds of shoes. */
    public enum Kind {
        SNEAKER,
        BOOT,
        PUMP,
        LOAFER
    }

    /**
     * @param upper most of the shoe
     * @param sole its sole and heel
     * @param accent stripes, cap, strap
     * @param lace the laces
     */
    public record Colours(Rgb upper, Rgb sole, Rgb accent, Rgb lace) {
        static Colours any(Dice dice, Kind kind) {
            Rgb upper = dice.chance(0.45)
                    ? dice.pick(List.of(
                            Rgb.of(0xf2f1ee), Rgb.of(0x1b1a1c), Rgb.of(0x5b3a22), Rgb.of(0x8c5a30), Rgb.of(0x24304a)))
                    : Rgb.hsv(dice.between(0, 1), dice.between(0.2, 0.95), dice.between(0.25, 0.95));
            Rgb accent = Rgb.hsv(
                    dice.between(0, 1),
                    dice.between(0, 0.95),
                    upper.luma() > 0.5 ? dice.between(0.05, 0.6) : dice.between(0.6, 1));
            Rgb sole = kind == Kind.SNEAKER && dice.chance(0.75)
                    ? Rgb.of(0xefede6)
                    : dice.chance(0.5) ? upper.times(0.5) : Rgb.of(0x2a2523);
            Rgb lace = upper.luma() > 0.6 ? accent : Rgb.of(0xf0eee8);
            return new Colours(upper, sole, accent, lace);
        }
    }

    public static Shoe any(Dice dice) {
        Kind kind = dice.pick(List.of(Kind.SNEAKER, Kind.SNEAKER, Kind.BOOT, Kind.PUMP, Kind.LOAFER));
        Colours colours = Colours.any(dice.split(), kind);
        return switch (kind) {
            case SNEAKER ->
                new Shoe(kind, 0, dice.between(0.07, 0.12), 0, 0.1, dice.integer(0, 3), dice.chance(0.3), 0.1, colours);
            case BOOT ->
                new Shoe(
                        kind,
                        0.05,
                        dice.between(0.05, 0.1),
                        dice.between(0.15, 1.3),
                        0.25,
                        0,
                        dice.chance(0.2),
                        0.5,
                        colours);
            case PUMP ->
                new Shoe(
                        kind,
                        dice.between(0.15, 0.4),
                        0.025,
                        0,
                        dice.between(0.5, 1),
                        0,
                        dice.chance(0.25),
                        0.8,
                        colours);
            case LOAFER -> new Shoe(kind, 0.04, 0.045, 0, dice.between(0.2, 0.5), 1, false, 0.6, colours);
        };
    }
}
