/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import dev.tryon.masking.geometry.Vec;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Rect;

/**
 * The lower end of an armhole in a packshot.
 *
 * <p>Walking outwards from the middle, the topmost run of each column ends at the hem first. Beside the body it ends
 * higher and higher until the armpit, and lower again under the sleeve: that turn is the armpit. Where a sleeve touches
 * the body there is no turn but a jump, from the hem to the end of the sleeve; the armpit is then hidden above the jump,
 * about a third of the chest's width below the shoulder. Without either the top is sleeveless, or its sleeves hang down
 * beside it as long as itself, which shows in shoulders that are narrower than the rest.
 *
 * @param sleeved whether a sleeve begins there
 * @param sleeveEnd the row below which everything is body, where a short sleeve touches it
 */
record Armhole(Vec armpit, boolean sleeved, double sleeveEnd) {
    /** How deep an armhole is below the shoulder, as a share of the chest's width. */
    private static final double DEPTH = 0.36;

    /** @param step -1 for the picture's left, 1 for its right */
    static Armhole find(Outline outline, int step) {
        Rect box = outline.box();
        int centre = outline.centre();
        double hem = IntStream.rangeClosed(centre - box.width / 10, centre + box.width / 10)
                .mapToDouble(outline::firstRunEnd)
                .sorted()
                .skip(box.width / 10)
                .findFirst()
                .orElse(box.y + box.height);
        int edge = edge(outline, step, hem);
        double beyond = step < 0 ? edge - box.x : box.x + box.width - edge;
        if (edge < 0 || beyond < 0.06 * box.width) {
            return hangingBeside(outline, step);
        }
        boolean shorter = outline.firstRunEnd(edge) < hem;
        Vec turn = shorter ? turn(outline, step, edge, (int) (0.6 * beyond)) : null;
        if (turn != null) {
            return new Armhole(turn, true, Double.MAX_VALUE);
        }
        int sleeveEnd = outline.firstRunEnd((int) (edge + step * 0.3 * beyond));
        return hidden(outline, edge, step, shorter ? sleeveEnd + 0.01 * box.height : Double.MAX_VALUE);
    }

    Armhole mirrored(int centre) {
        return new Armhole(new Vec(2.0 * centre - armpit.x(), armpit.y()), sleeved, sleeveEnd);
    }

    /** The first column whose run does not end at the hem, or -1. */
    private static int edge(Outline outline, int step, double hem) {
        Rect box = outline.box();
        for (int x = outline.centre() + step * box.width / 8; x >= box.x && x < box.x + box.width; x += step) {
            double below = outline.firstRunEnd(x) - hem;
            // Hems may curve up to the sides; nothing but a sleeve hangs below them.
            if (below > 0.05 * box.height || below < -0.16 * box.height) {
                return x;
            }
        }
        return -1;
    }

    private static @Nullable Vec turn(Outline outline, int step, int edge, int reach) {
        Rect box = outline.box();
        int best = Integer.MAX_VALUE;
        int bestX = edge;
        for (int x = edge; Math.abs(x - edge) <= reach; x += step) {
            int end = outline.firstRunEnd(x);
            if (end < best) {
                best = end;
                bestX = x;
            }
            if (end > best + 0.02 * box.height) {
                // Right at the top there is a collar, not an armpit.
                boolean plausible = best > box.y + 0.12 * box.height && best < box.y + 0.72 * box.height;
                return plausible ? new Vec(bestX, best) : null;
            }
        }
        return null;
    }

    private static Armhole hidden(Outline outline, int edge, int step, double sleeveEnd) {
        double chest = 2.0 * Math.abs(edge - outline.centre());
        double y = Math.min(outline.top(edge) + DEPTH * chest, outline.firstRunEnd(edge) - 0.02 * chest);
        return new Armhole(new Vec(edge - step * 0.01 * chest, y), true, sleeveEnd);
    }

    private static Armhole hangingBeside(Outline outline, int step) {
        Rect box = outline.box();
        int widestRow = box.y;
        double widest = 0;
        for (int y = box.y; y < box.y + box.height; y++) {
            if (width(outline, y) > widest) {
                widest = width(outline, y);
                widestRow = y;
            }
        }
        double shoulders = width(outline, box.y + box.height / 4);
        boolean straight = shoulders > 0.88 * widest || widestRow < box.y + 0.42 * box.height;
        if (straight || cutOut(outline, step)) {
            return sleeveless(outline, step);
        }
        // Body and two sleeves side by side: the body takes about three fifths.
        return hidden(outline, (int) (outline.centre() + step * 0.31 * widest), step, Double.MAX_VALUE);
    }

    /** Whether the upper edge falls off at a strap and the side begins at an armhole, not far down a sleeve. */
    private static boolean cutOut(Outline outline, int step) {
        Rect box = outline.box();
        int stride = Math.max(1, box.width / 50);
        int inside = (int) (0.07 * box.width);
        int last = step < 0 ? box.x + inside : box.x + box.width - 1 - inside;
        // From beside the collar, which falls off steeply too.
        int first = outline.centre() + step * box.width / 4;
        boolean strap = false;
        for (int x = first; x != last && Math.abs(x - first) < box.width / 2; x += step) {
            strap |= outline.top(x + step * stride) - outline.top(x) > 0.09 * box.height;
        }
        return strap && outline.top(last) < box.y + 0.45 * box.height;
    }

    private static double width(Outline outline, int y) {
        if (!outline.inside(outline.centre(), y)) {
            return 0;
        }
        return outline.runEnd(outline.centre(), y, 1).x()
                - outline.runEnd(outline.centre(), y, -1).x();
    }

    /** Where the side of a sleeveless top has come out to (nearly) its full width. */
    private static Armhole sleeveless(Outline outline, int step) {
        Rect box = outline.box();
        int centre = outline.centre();
        double widest = 0;
        for (int y = box.y + box.height / 6; y < box.y + 0.7 * box.height; y++) {
            widest = Math.max(widest, Math.abs(outline.runEnd(centre, y, step).x() - centre));
        }
        for (int y = box.y + box.height / 4; y < box.y + 0.7 * box.height; y++) {
            Vec side = outline.runEnd(centre, y, step);
            if (Math.abs(side.x() - centre) >= 0.95 * widest) {
                return new Armhole(side, false, 0);
            }
        }
        return new Armhole(outline.runEnd(centre, box.y + box.height / 3, step), false, 0);
    }
}
