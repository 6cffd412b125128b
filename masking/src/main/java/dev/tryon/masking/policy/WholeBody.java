/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.policy;

import java.util.Objects;

/** Torso, arms, neck and legs to the ankles in one region: dresses. See {@link UpperBody}, {@link Legs}, {@code dress.yaml}. */
public record WholeBody(UpperBody upper, Legs legs) implements Recipe {
    public WholeBody {
        Objects.requireNonNull(upper, "recipe.upper");
        Objects.requireNonNull(legs, "recipe.legs");
    }

    @Override
    public int algorithmVersion() {
        return 2;
    }
}
