/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.raster.Masks;
import dev.tryon.v1.FailureCode;
import org.opencv.core.Mat;

/** What all ways to override a mask share. Stateless. */
final class Overrides {
    private Overrides() {}

    /** @throws PhotoRejectedException MASK_OVERRIDE_INVALID when it is empty or covers everything */
    static void requireSense(Mat mask) throws PhotoRejectedException {
        double coverage = Masks.coverage(mask);
        if (coverage == 0 || coverage == 1) {
            throw new PhotoRejectedException(
                    FailureCode.MASK_OVERRIDE_INVALID,
                    coverage == 0
                            ? "the mask is empty; paint white what may change"
                            : "the mask covers the whole picture; paint black what must not change");
        }
    }

    static int components(Mat mask) {
        try (MatScope scope = new MatScope()) {
            return Masks.keepLarge(scope.track(mask.clone()), 0);
        }
    }

    /** The region with another mask, which it owns; what the policy said of the photo stays said. */
    static Region changed(Region own, Mat mask) {
        return new Region(mask, own.report().withMask(Masks.coverage(mask), components(mask)));
    }
}
