/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.policy.Eyes;
import dev.tryon.masking.policy.FaceOval;
import dev.tryon.masking.policy.Feet;
import dev.tryon.masking.policy.LowerBody;
import dev.tryon.masking.policy.Recipe;
import dev.tryon.masking.policy.Scene;
import dev.tryon.masking.policy.UpperBody;
import dev.tryon.masking.policy.WholeBody;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Mat;

/** Lays products of one kind onto people: a hint that an expert refines. Stateless. */
public interface ProductPlacement {
    /**
     * @param person evidence in pixels of the canvas, its silhouette too; null when a user's mask is all that is known:
     *     then the product's box is laid onto the mask's
     * @param mask CV_8UC1, canvas size, 255 = may be painted
     * @param nudge what happens to the placed shape before it is drawn; {@link Nudge#NONE} in production
     * @return CV_8UC4 at canvas size: straight RGB and alpha, 0 outside the mask; released by the caller
     */
    Mat place(Cutout product, @Nullable Evidence person, Mat mask, Nudge nudge);

    static ProductPlacement of(Recipe recipe) {
        if (recipe instanceof UpperBody upperBody) {
            return TopPlacement.ofTops(upperBody);
        } else if (recipe instanceof WholeBody) {
            return TopPlacement.ofDresses();
        } else if (recipe instanceof LowerBody lowerBody) {
            return new BottomPlacement(lowerBody);
        } else if (recipe instanceof Feet feet) {
            return new ShoePlacement(feet);
        } else if (recipe instanceof Eyes) {
            return new EyewearPlacement();
        } else if (recipe instanceof FaceOval) {
            return new FacePlacement();
        } else if (recipe instanceof Scene) {
            return new ScenePlacement();
        }
        throw new IllegalArgumentException("no product placement for " + recipe);
    }
}
