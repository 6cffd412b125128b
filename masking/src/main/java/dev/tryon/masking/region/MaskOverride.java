/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.photo.Photo;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.raster.Masks;
import dev.tryon.v1.FailureCode;
import java.util.Optional;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** A mask that the user drew takes the policy's place. White paints; where it has alpha, opaque white. Stateless. */
public final class MaskOverride {
    private MaskOverride() {}

    /**
     * @param drawn of any size; it is scaled to the subject
     * @param size of the upright subject
     * @throws PhotoRejectedException MASK_OVERRIDE_INVALID when it is empty or covers everything
     */
    public static Region region(Photo drawn, Size size) throws PhotoRejectedException {
        try (MatScope scope = new MatScope()) {
            Mat grey = scope.create();
            Imgproc.cvtColor(scope.track(drawn.uprightRgb()), grey, Imgproc.COLOR_RGB2GRAY);
            Optional<Mat> alpha = drawn.uprightAlpha();
            alpha.ifPresent(opaque -> {
                scope.track(opaque);
                // All black with holes cut out by alpha: then the alpha is the mask.
                if (Core.minMaxLoc(grey).maxVal < 128) {
                    opaque.copyTo(grey);
                } else {
                    Core.min(grey, opaque, grey);
                }
            });
            Mat mask = new Mat();
            Imgproc.resize(grey, mask, size, 0, 0, Imgproc.INTER_LINEAR);
            Imgproc.threshold(mask, mask, 127, 255, Imgproc.THRESH_BINARY);
            double coverage = Masks.coverage(mask);
            if (coverage == 0 || coverage == 1) {
                mask.release();
                throw new PhotoRejectedException(
                        FailureCode.MASK_OVERRIDE_INVALID,
                        coverage == 0
                                ? "the mask is empty; paint white what may change"
                                : "the mask covers the whole picture; paint black what must not change");
            }
            Mat parts = scope.track(mask.clone());
            return new Region(mask, MaskReport.ofOverride(coverage, Masks.keepLarge(parts, 0)));
        }
    }
}
