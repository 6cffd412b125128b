/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.garment;

import dev.tryon.experts.figures.raster.Dice;
import java.util.List;

/**
 * The cut of a top, in heads. Widths are halves, as it lies flat. Immutable.
 *
 * @param style what kind of top
 * @param neckline shape of the neck opening
 * @param ease 0 tight .. 1 wide
 * @param length from the base of the neck to the hem
 * @param sleeve length of the sleeves as a share of the arm; 0 for none
 * @param neck half the width of the neck opening
 * @param neckDepth depth of the neck opening at the front
 * @param shoulder from the middle to the shoulder seam
 * @param chest half the width below the arms
 * @param hem half the width at the hem
 * @param waist half the width at the waist of a dress; 0 for tops, which are straight
 * @param strap width of what is left of a sleeveless shoulder
 */
public record Cut(
        Style style,
        Neckline neckline,
        double ease,
        double length,
        double sleeve,
        double neck,
        double neckDepth,
        double shoulder,
        double chest,
        double hem,
        double waist,
        double strap) {
    /** Length of an arm, to which {@link #sleeve()} relates. */
    public static final double ARM = 2.42;

    /** Kinds of top. */
    public enum Style {
        T_SHIRT,
        LONG_SLEEVE,
        TANK,
        POLO,
        SHIRT,
        SWEATER,
        HOODIE,
        DRESS
    }

    /** Shapes of the neck opening. */
    public enum Neckline {
        CREW,
        V,
        SCOOP,
        TURTLE,
        COLLAR,
        HOOD
    }

    public static Cut any(Dice dice) {
        Style style = dice.pick(List.of(
                Style.T_SHIRT,
                Style.T_SHIRT,
                Style.T_SHIRT,
                Style.LONG_SLEEVE,
                Style.LONG_SLEEVE,
                Style.TANK,
                Style.POLO,
                Style.SHIRT,
                Style.SWEATER,
                Style.HOODIE));
        double ease = style == Style.HOODIE || style == Style.SWEATER ? dice.between(0.35, 1) : dice.around(0, 1);
        Neckline neckline = switch (style) {
            case POLO, SHIRT -> Neckline.COLLAR;
            case HOODIE -> Neckline.HOOD;
            case SWEATER -> dice.pick(List.of(Neckline.CREW, Neckline.TURTLE, Neckline.V));
            case TANK -> dice.pick(List.of(Neckline.SCOOP, Neckline.CREW, Neckline.V));
            default -> dice.pick(List.of(Neckline.CREW, Neckline.CREW, Neckline.CREW, Neckline.V, Neckline.SCOOP));
        };
        double sleeve = switch (style) {
            case TANK -> 0;
            case T_SHIRT, POLO -> dice.around(0.2, 0.5);
            case SHIRT -> dice.chance(0.3) ? dice.between(0.3, 0.45) : dice.between(0.85, 1);
            default -> dice.chance(0.85) ? dice.between(0.9, 1.02) : dice.between(0.55, 0.85);
        };
        double depth = switch (neckline) {
            case CREW, HOOD -> dice.between(0.26, 0.36);
            case V, COLLAR -> dice.between(0.45, 0.75);
            case SCOOP -> dice.between(0.4, 0.65);
            case TURTLE -> 0.16;
        };
        double chest = 0.82 + 0.28 * ease;
        return new Cut(
                style,
                neckline,
                ease,
                dice.chance(0.12) ? dice.between(1.6, 1.95) : dice.around(2.2, 3.0),
                sleeve,
                neckline == Neckline.SCOOP ? dice.between(0.42, 0.55) : dice.between(0.32, 0.4),
                depth,
                0.84 + 0.14 * ease,
                chest,
                chest * dice.between(0.92, 1.06),
                0,
                0.3);
    }

    static Cut dress(Dice dice) {
        double ease = dice.around(0, 0.9);
        Neckline neckline = dice.pick(
                List.of(Neckline.SCOOP, Neckline.SCOOP, Neckline.CREW, Neckline.V, Neckline.V, Neckline.TURTLE));
        double sleeve = dice.chance(0.45) ? 0 : dice.chance(0.55) ? dice.between(0.15, 0.42) : dice.between(0.8, 1);
        boolean straps = sleeve == 0 && neckline != Neckline.TURTLE && dice.chance(0.6);
        double chest = 0.78 + 0.22 * ease;
        double waist = 0.64 + 0.26 * ease;
        double length = dice.pick(List.of(3.15, 3.5, 3.9, 4.4, 5.2)) + dice.between(-0.15, 0.15);
        double flare = dice.chance(0.3) ? dice.between(0.78, 0.9) : 0.8 + (length - 2) * dice.between(0.08, 0.24);
        double depth = switch (neckline) {
            case V -> dice.between(0.45, 0.8);
            case SCOOP -> dice.between(0.4, 0.6);
            case TURTLE -> 0.16;
            default -> dice.between(0.26, 0.36);
        };
        double neck = neckline == Neckline.TURTLE ? 0.34 : straps ? dice.between(0.45, 0.58) : dice.between(0.34, 0.5);
        return new Cut(
                Style.DRESS,
                neckline,
                ease,
                length,
                sleeve,
                neck,
                depth,
                0.82 + 0.12 * ease,
                chest,
                Math.max(waist, flare),
                waist,
                straps ? dice.between(0.07, 0.16) : 0.28);
    }

    boolean dress() {
        return style == Style.DRESS;
    }

    /** Half the width of a sleeve that lies flat, at a share v of the arm. */
    public double sleeveHalf(double v) {
        double top = 0.33 + 0.1 * ease;
        double cuff = 0.2 + 0.1 * ease;
        return top + (cuff - top) * Math.min(1, v);
    }

    /** Whether the hem is worn inside trousers or skirt. */
    boolean tucks() {
        return length > 2.3 && length < 2.6 && ease < 0.4 && !ribbed();
    }

    /** Whether hem and cuffs end in a ribbed band. */
    public boolean ribbed() {
        return style == Style.SWEATER || style == Style.HOODIE;
    }
}
