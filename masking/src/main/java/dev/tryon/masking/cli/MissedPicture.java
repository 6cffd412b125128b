/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.cli;

import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.raster.Masks;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;

/** Shows people which pixels of a reference a region misses. Stateless. */
final class MissedPicture {
    private static final Scalar ON_PERSON = new Scalar(0, 230, 0);
    private static final Scalar BESIDE = new Scalar(0, 110, 255);
    private static final Scalar BEYOND = new Scalar(235, 60, 120);

    private MissedPicture() {}

    /**
     * The photo with what is missed in green on the person and in blue beside it, and tinted red what the region covers
     * beyond the reference. CV_8UC3 RGB, released by the caller.
     */
    static Mat draw(Mat rgb, Mat region, Mat truth, Mat person) {
        try (MatScope scope = new MatScope()) {
            Mat picture = rgb.clone();
            Mat beyond = scope.track(region.clone());
            Masks.subtract(beyond, truth);
            Mat tinted = scope.track(rgb.clone());
            tinted.setTo(BEYOND, beyond);
            Core.addWeighted(picture, 0.6, tinted, 0.4, 0, picture);
            Mat missed = scope.track(truth.clone());
            Masks.subtract(missed, region);
            picture.setTo(BESIDE, missed);
            Core.min(missed, person, missed);
            picture.setTo(ON_PERSON, missed);
            return picture;
        }
    }
}
