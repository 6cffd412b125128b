/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.person;

import dev.tryon.experts.figures.scene.Studio;

/** Something worn on the face. Immutable. */
public interface HeadWear {
    /** Nothing. */
    HeadWear NONE = new HeadWear() {
        @Override
        public void underHair(Studio studio, Skeleton skeleton) {}

        @Override
        public void overHair(Studio studio, Skeleton skeleton) {}
    };

    /** Paints what the hair covers; called after the face. */
    void underHair(Studio studio, Skeleton skeleton);

    /** Paints what lies over the hair on the head; locks before the shoulders come later. */
    void overHair(Studio studio, Skeleton skeleton);
}
