/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import dev.tryon.masking.evidence.EvidenceDetector;
import dev.tryon.masking.photo.Photo;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.policy.Eyes;
import dev.tryon.masking.policy.FaceOval;
import dev.tryon.masking.policy.Feet;
import dev.tryon.masking.policy.Recipe;
import dev.tryon.masking.policy.Scene;
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
        if (recipe instanceof Scene) {
            return new SceneCutter();
        } else if (recipe instanceof FaceOval) {
            return new FaceCutter(detector);
        } else if (recipe instanceof Eyes || recipe instanceof Feet) {
            return new PackshotCutter(recipe instanceof Eyes);
        }
        return new GarmentCutter(detector, Worn.of(recipe));
    }
}
