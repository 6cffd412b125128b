/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import dev.tryon.masking.geometry.Vec;
import org.opencv.core.Mat;

/**
 * Trousers, shorts or a skirt as tailors see them, read off the outline of the cut-out, in its pixels; left and right as
 * the picture is seen. Immutable.
 */
final class LowerShape {
    /**
     * Of the length. Shorter ones are those of hot pants, or all that shows of them where thighs touch: warped apart they
     * would be stretched from the hips down, while in one piece they keep their proportions.
     */
    private static final double SHORTEST_LEG = 0.25;

    private final Outline outline;
    private final double top;
    private final double bottom;
    private final double crotch;

    private LowerShape(Outline outline, double crotch) {
        this.outline = outline;
        this.top = outline.box().y;
        this.bottom = top + outline.box().height - 1;
        this.crotch = crotch;
    }

    static LowerShape of(Mat alpha) {
        Outline outline = new Outline(alpha);
        return new LowerShape(outline, crotch(outline));
    }

    /** The highest row from which a gap runs down to the hem, near the middle; the box's end for a skirt. */
    private static double crotch(Outline outline) {
        int low = outline.box().y + outline.box().height - 1;
        int best = low;
        int reach = outline.box().width / 8;
        for (int x = outline.centre() - reach; x <= outline.centre() + reach; x++) {
            int y = low;
            while (y > outline.box().y && !outline.inside(x, y)) {
                y--;
            }
            boolean between = sidesBelow(outline, x, y);
            best = between ? Math.min(best, y) : best;
        }
        return best;
    }

    /** Whether there is product on both sides of a column a little below a row: a gap, not the open side of a skirt. */
    private static boolean sidesBelow(Outline outline, int x, int y) {
        int row = Math.min(y + outline.box().height / 12, outline.box().y + outline.box().height - 2);
        boolean left = false;
        boolean right = false;
        for (int i = 1; i < outline.box().width; i++) {
            left |= outline.inside(x - i, row);
            right |= outline.inside(x + i, row);
        }
        return left && right;
    }

    boolean hasLegs() {
        return (bottom - crotch) / (bottom - top) > SHORTEST_LEG;
    }

    double length() {
        return bottom - top;
    }

    /** From the waist to the crotch, in pixels; all of it for a skirt. */
    double rise() {
        return crotch - top;
    }

    /** Width a third of the way down from the waist to the crotch or, for a skirt, of the first third. */
    double hipWidth() {
        double row = hasLegs() ? crotch - 0.15 * rise() : top + 0.35 * length();
        return end(outline.centre(), row, 1).x()
                - end(outline.centre(), row, -1).x();
    }

    /** The outer border at a share of the way from the waist to the crotch, or to a skirt's hem. */
    Vec side(boolean left, double share) {
        double row = top + 0.01 * length() + share * 0.97 * ((hasLegs() ? crotch : bottom) - top);
        return end(outline.centre(), row, left ? -1 : 1);
    }

    Vec crotch() {
        return new Vec(outline.centre(), crotch);
    }

    /** Outer ([0]) and inner ([1]) border of a leg at a share of the way from the crotch to its hem. */
    Vec[] leg(boolean left, double share) {
        double hem = hem(left);
        double row = crotch + 0.02 * length() + share * 0.95 * (hem - crotch);
        int step = left ? -1 : 1;
        int inner = outline.centre();
        int end = outline.centre() + step * outline.box().width;
        while (inner != end && !outline.inside(inner, (int) row)) {
            inner += step;
        }
        return new Vec[] {end(inner, row, step), new Vec(inner, row)};
    }

    /** The lowest row of a leg. */
    private double hem(boolean left) {
        int from = left ? outline.box().x : outline.centre();
        int to = left ? outline.centre() : outline.box().x + outline.box().width;
        for (int y = (int) bottom; y > crotch; y--) {
            for (int x = from; x < to; x++) {
                if (outline.inside(x, y)) {
                    return y;
                }
            }
        }
        return bottom;
    }

    private Vec end(int from, double row, int step) {
        return outline.runEnd(from, (int) row, step);
    }
}
