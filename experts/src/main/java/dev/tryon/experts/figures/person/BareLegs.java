/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.person;

import dev.tryon.experts.figures.scene.Studio;

/**
 * Bare legs in shoes, under a dress. Immutable.
 *
 * @param shoes on the feet
 */
public record BareLegs(Footwear shoes) implements LegWear {
    @Override
    public void paint(Studio studio, Skeleton skeleton, Skin skin) {
        for (int side : new int[] {-1, 1}) {
            Legs.paint(studio, skeleton, skin, side);
            shoes.paint(studio, skeleton, side);
        }
    }
}
