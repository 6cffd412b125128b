/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.sampler;

import java.util.List;

/** The way that a model learned, from noise to picture, as levels to stop at. Immutable. */
public sealed interface NoiseSchedule permits RectifiedFlow, ScaledLinear {

    /**
     * The levels of a run.
     *
     * @param steps at least 1
     * @param strength share of the way that is gone, in (0, 1]; 1 starts from noise alone
     * @return {@code steps + 1} levels; the last is {@link NoiseLevel#CLEAN}
     */
    List<NoiseLevel> levels(int steps, double strength);

    /** Holds what every schedule asks for. */
    static void check(int steps, double strength) {
        if (steps < 1 || !(strength > 0 && strength <= 1)) {
            throw new IllegalArgumentException("steps " + steps + ", strength " + strength
                    + " are out of range: steps must be 1 or more, strength in (0, 1]");
        }
    }
}
