/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import dev.tryon.masking.evidence.EvidenceDetector;
import dev.tryon.masking.photo.Photo;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.policy.Recipe;
import dev.tryon.masking.policy.UpperBody;
import org.jspecify.annotations.Nullable;

/** Cuts products of one kind out of their pictures. Used by one thread at a time, as its detector is. */
public interface ProductCutter {
    /**
     * @return a cut-out that the caller closes
     * @throws PhotoRejectedException NO_PRODUCT
     */
    Cutout cut(Photo product) throws PhotoRejectedException;

    /** @param detector borrowed; null where nobody wears the products, as in drawn training pairs */
    static ProductCutter of(Recipe recipe, @Nullable EvidenceDetector detector) {
        if (recipe instanceof UpperBody) {
            return new GarmentCutter(detector);
        }
        throw new IllegalArgumentException("no product cutter for " + recipe);
    }
}
