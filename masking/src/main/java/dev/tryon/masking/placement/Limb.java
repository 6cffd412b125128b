/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import dev.tryon.masking.geometry.Vec;

/** An arm as it looks in the picture: shoulder, elbow, wrist. */
record Limb(Vec shoulder, Vec elbow, Vec wrist) {
    /** The elbow's place along the arm, as anatomy has it, whatever foreshortening does. */
    private static final double ELBOW = 0.53;

    /** The point at share {@code t} of the arm's real length; 0 shoulder, 1 wrist. */
    Vec at(double t) {
        return t < ELBOW ? shoulder.towards(elbow, t / ELBOW) : elbow.towards(wrist, (t - ELBOW) / (1 - ELBOW));
    }
}
