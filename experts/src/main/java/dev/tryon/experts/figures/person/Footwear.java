/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.person;

import dev.tryon.experts.figures.scene.Studio;

/** Something worn on the feet. Immutable. */
@FunctionalInterface
public interface Footwear {
    /**
     * Paints one shoe over the bare leg; trousers come after it.
     *
     * @param side 1 for the person's left
     */
    void paint(Studio studio, Skeleton skeleton, int side);
}
