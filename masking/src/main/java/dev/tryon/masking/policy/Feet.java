/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.policy;

/**
 * Both feet with room for boots. Lengths are shares of the shin; what each means stands in {@code shoes.yaml}.
 */
public record Feet(
        double grow,
        double core,
        double reach,
        double toe,
        double sole,
        double shaft,
        double shaftCore,
        double shaftReach,
        double smoothing)
        implements Recipe {
    public Feet {
        Ranges.check("recipe.grow", grow, 0, 1);
        Ranges.check("recipe.core", core, 0.02, 1);
        Ranges.check("recipe.reach", reach, 0.02, 2);
        Ranges.check("recipe.toe", toe, 0, 1);
        Ranges.check("recipe.sole", sole, 0, 0.5);
        Ranges.check("recipe.shaft", shaft, 0, 0.9);
        Ranges.check("recipe.shaft-core", shaftCore, 0, 1);
        Ranges.check("recipe.shaft-reach", shaftReach, 0, 1);
        Ranges.check("recipe.smoothing", smoothing, 0, 0.3);
    }

    @Override
    public int algorithmVersion() {
        return 1;
    }
}
