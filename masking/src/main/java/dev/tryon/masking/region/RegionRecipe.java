/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.policy.MaskPolicy;
import dev.tryon.masking.policy.UpperBody;
import org.opencv.core.Mat;

/** How the region of one kind of expert is built from what is seen. Stateless. */
interface RegionRecipe {
    /**
     * @param rgb CV_8UC3 working copy of the photo
     * @param evidence in pixels of that copy
     * @throws PhotoRejectedException REGION_NOT_VISIBLE
     */
    DrawnRegion draw(Mat rgb, Evidence evidence) throws PhotoRejectedException;

    static RegionRecipe of(MaskPolicy policy) {
        if (policy.recipe() instanceof UpperBody upperBody) {
            return new UpperBodyRegion(policy.evidence(), upperBody);
        }
        throw new IllegalArgumentException("no region recipe for " + policy.recipe());
    }
}
