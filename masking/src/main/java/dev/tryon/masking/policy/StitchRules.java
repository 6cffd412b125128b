/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.policy;

import java.util.Objects;

/**
 * How the painted crop goes back into the photo.
 *
 * @param match how its colours are brought to those around the mask
 */
public record StitchRules(ColourMatch match) {
    public StitchRules {
        Objects.requireNonNull(match, "stitch.match");
    }

    /** Ways to hide a seam; none of them writes outside the mask. */
    public enum ColourMatch {
        /** The painting's own colours. */
        NONE,
        /** One gain per channel, from the ring of pixels around the mask, which the painting shows too. */
        GAIN,
        /** Gradients of the painting, border values of the photo (Poisson), from the same ring. */
        POISSON
    }
}
