/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.policy;

/**
 * Everything but the people. Lengths are shares of a quarter of the people's height; see {@code bg.yaml}.
 *
 * @param margin by which the people are grown, 0 or a little
 * @param follow radius within which the border is brought onto the picture's edges
 * @param smallestPerson share of the picture below which nobody is there
 */
public record Scene(double margin, double follow, double smallestPerson) implements Recipe {
    public Scene {
        Ranges.check("recipe.margin", margin, 0, 0.2);
        Ranges.check("recipe.follow", follow, 0, 0.5);
        Ranges.check("recipe.smallest-person", smallestPerson, 0, 0.5);
    }

    @Override
    public int algorithmVersion() {
        return 2;
    }
}
