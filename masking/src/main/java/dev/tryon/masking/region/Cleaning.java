/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.raster.Masks;
import org.opencv.core.Mat;

/** Takes specks and holes out of a region that is {@code wanted} less {@code kept}. Stateless. */
final class Cleaning {
    private Cleaning() {}

    /**
     * What the cleaning fills is not protected any more; what it drops is not wanted any more.
     *
     * @param largestHole in pixels
     * @param smallestPart share of the largest part
     */
    static void clean(Mat wanted, Mat kept, double largestHole, double smallestPart) {
        try (MatScope scope = new MatScope()) {
            Mat mask = scope.track(wanted.clone());
            Masks.subtract(mask, kept);
            Mat clean = scope.track(mask.clone());
            Masks.fillHoles(clean, largestHole);
            Masks.keepLarge(clean, smallestPart);
            Masks.subtract(kept, clean);
            Masks.subtract(mask, clean);
            Masks.subtract(wanted, mask);
        }
    }
}
