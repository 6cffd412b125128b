/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import dev.tryon.masking.policy.LowerBody;
import dev.tryon.masking.policy.Recipe;
import dev.tryon.masking.policy.WholeBody;

/** Where on a body a garment is worn. */
enum Worn {
    ABOVE_THE_WAIST("upper garment"),
    BELOW_THE_WAIST("trousers, shorts or skirt"),
    FROM_THE_SHOULDERS_DOWN("dress");

    private final String garment;

    Worn(String garment) {
        this.garment = garment;
    }

    /** For people. */
    String garment() {
        return garment;
    }

    static Worn of(Recipe recipe) {
        if (recipe instanceof LowerBody) {
            return BELOW_THE_WAIST;
        }
        return recipe instanceof WholeBody ? FROM_THE_SHOULDERS_DOWN : ABOVE_THE_WAIST;
    }
}
