/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.person;

import dev.tryon.experts.figures.scene.Studio;

/** What a person wears from the waist down, shoes included. Immutable. */
@FunctionalInterface
public interface LegWear {
    /** Paints legs, shoes and clothes over the bare trunk. */
    void paint(Studio studio, Skeleton skeleton, Skin skin);
}
