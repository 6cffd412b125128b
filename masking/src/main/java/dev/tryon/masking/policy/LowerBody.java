/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.policy;

import java.util.Objects;

/** Waist, hips and both legs to the ankles. Lengths are shares of the body's unit; see {@link Legs} and {@code bottom.yaml}. */
public record LowerBody(Legs legs, double waist, double face, double hand, double smoothing) implements Recipe {
    public LowerBody {
        Objects.requireNonNull(legs, "recipe.legs");
        Ranges.check("recipe.waist", waist, 0, 1);
        Ranges.check("recipe.face", face, 0, 0.5);
        Ranges.check("recipe.hand", hand, 0.02, 1);
        Ranges.check("recipe.smoothing", smoothing, 0, 0.3);
    }

    @Override
    public int algorithmVersion() {
        return 2;
    }
}
