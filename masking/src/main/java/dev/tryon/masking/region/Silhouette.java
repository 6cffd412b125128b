/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.raster.GuidedFilter;
import dev.tryon.masking.raster.Masks;
import org.opencv.core.Mat;
import org.opencv.imgproc.Imgproc;

/** The person's outline as a mask whose edges follow the picture. Stateless. */
final class Silhouette {
    private Silhouette() {}

    /** CV_8UC1, the working copy's size; the caller releases it. */
    static Mat of(Mat rgb, Evidence evidence, double threshold, double unit) {
        try (MatScope scope = new MatScope()) {
            Mat matte = scope.create();
            Imgproc.resize(evidence.silhouette(), matte, rgb.size(), 0, 0, Imgproc.INTER_LINEAR);
            // The network's matte is 256 pixels wide: its border is a few working pixels off, not more.
            Mat person = GuidedFilter.apply(rgb, matte, Math.max(2, 0.03 * unit), 1e-3);
            Imgproc.threshold(person, person, threshold * 255, 255, Imgproc.THRESH_BINARY);
            Masks.keepLarge(person, 0.04);
            Masks.fillHoles(person, 0.01 * unit * unit);
            return person;
        }
    }
}
