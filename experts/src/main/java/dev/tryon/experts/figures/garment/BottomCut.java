/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.garment;

import dev.tryon.experts.figures.raster.Dice;
import java.util.List;

/**
 * The cut of what is worn below the waist, in heads; widths are halves, as it lies flat. Immutable.
 *
 * @param kind trousers, shorts or skirt
 * @param length from the waist to the hem
 * @param knee half the width of a leg at the knee
 * @param hem half the width at the hem, of a leg or of the whole skirt
 * @param pleats number of pleats, or 0
 */
public record BottomCut(Kind kind, double length, double knee, double hem, int pleats) {
    /** Half the width at the waist. */
    static final double WAIST_HALF = 0.62;
    /** Half the width at the hips. */
    static final double HIP_HALF = 0.8;

    /** Kinds of bottoms. */
    public enum Kind {
        TROUSERS,
        SHORTS,
        SKIRT
    }

    static BottomCut any(Dice dice) {
        Kind kind =
                dice.pick(List.of(Kind.TROUSERS, Kind.TROUSERS, Kind.TROUSERS, Kind.SHORTS, Kind.SKIRT, Kind.SKIRT));
        return switch (kind) {
            case TROUSERS -> trousers(dice);
            case SHORTS -> {
                double width = dice.between(0.36, 0.5);
                yield new BottomCut(kind, dice.between(1.35, 2.35), width, width, 0);
            }
            case SKIRT -> skirt(dice);
        };
    }

    private static BottomCut trousers(Dice dice) {
        double length =
                Bottom.HIP + Bottom.LEG * (dice.chance(0.2) ? dice.between(0.78, 0.9) : dice.between(0.95, 1.02));
        double width = dice.between(0, 1);
        if (width < 0.35) {
            return new BottomCut(Kind.TROUSERS, length, dice.between(0.23, 0.28), dice.between(0.15, 0.2), 0);
        } else if (width < 0.7) {
            double straight = dice.between(0.28, 0.36);
            return new BottomCut(Kind.TROUSERS, length, straight, straight * dice.between(0.85, 1), 0);
        }
        double wide = dice.between(0.34, 0.46);
        return new BottomCut(Kind.TROUSERS, length, wide, wide * dice.between(1, 1.3), 0);
    }

    private static BottomCut skirt(Dice dice) {
        double length = dice.pick(List.of(1.25, 1.5, 2.2, 2.5, 3.1, 4.0)) + dice.between(-0.15, 0.15);
        double kind = dice.between(0, 1);
        double flare = kind < 0.3 ? dice.between(0.95, 1.02) : 1 + length * dice.between(0.1, 0.3);
        int pleats = kind > 0.65 ? dice.integer(7, 16) : 0;
        return new BottomCut(Kind.SKIRT, length, HIP_HALF, HIP_HALF * Math.min(1.8, flare), pleats);
    }

    boolean showsTheFeet() {
        return length < Bottom.HIP + 0.93 * Bottom.LEG || (kind == Kind.TROUSERS && hem < 0.26);
    }

    /** Half the width of a leg that lies flat, at a share v from hip to ankle. */
    double leg(double v) {
        double thigh = Math.max(0.4, Math.min(0.46, knee + 0.08));
        double t = Math.max(0, Math.min(1, v));
        return t < 0.5 ? thigh + (knee - thigh) * t * 2 : knee + (hem - knee) * (t - 0.5) * 2;
    }

    /** Where a leg ends, as a share from hip to ankle. */
    double legEnd() {
        return (length - Bottom.HIP) / Bottom.LEG;
    }

    /** Half the width of the whole at y heads below the waist. */
    double half(double y) {
        if (y < Bottom.HIP) {
            return WAIST_HALF + (HIP_HALF - WAIST_HALF) * Math.sqrt(Math.max(0, y / Bottom.HIP));
        }
        return kind == Kind.SKIRT
                ? HIP_HALF + (hem - HIP_HALF) * (y - Bottom.HIP) / Math.max(0.3, length - Bottom.HIP)
                : HIP_HALF;
    }
}
