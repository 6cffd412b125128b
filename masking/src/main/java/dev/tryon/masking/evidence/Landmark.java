/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.evidence;

import dev.tryon.masking.geometry.Vec;

/**
 * One body landmark.
 *
 * @param at in pixels of the upright picture; may lie outside it
 * @param visibility in [0, 1]: how sure the detector is that it is in the picture and not hidden
 */
public record Landmark(Vec at, double visibility) {
    public Landmark {
        if (!(visibility >= 0 && visibility <= 1)) {
            throw new IllegalArgumentException("visibility must be in [0, 1], was " + visibility);
        }
    }
}
