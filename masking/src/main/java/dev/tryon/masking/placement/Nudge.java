/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import dev.tryon.masking.geometry.Vec;

/**
 * How a simulated placement of the training set differs from the computed one. Immutable.
 *
 * @param shiftX in widths of the placed product
 * @param shiftY likewise
 * @param scaleX factor
 * @param scaleY factor
 * @param turn in radians
 */
public record Nudge(double shiftX, double shiftY, double scaleX, double scaleY, double turn) {
    /** Production. */
    public static final Nudge NONE = new Nudge(0, 0, 1, 1, 0);

    /** A point of the placed product, scaled and turned about its middle and shifted. */
    Vec apply(Vec point, Vec middle, double width) {
        Vec from = point.minus(middle);
        return new Vec(from.x() * scaleX, from.y() * scaleY)
                .rotated(turn)
                .plus(middle)
                .plus(new Vec(shiftX, shiftY).times(width));
    }
}
