/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures;

import dev.tryon.experts.figures.raster.Dice;

/** What the pairs of one expert show. Stateless, thread-safe. */
@FunctionalInterface
interface Scenario {
    /** Draws one pair; all chance comes from the dice. */
    FigureSample draw(Dice dice, PictureSize size);
}
