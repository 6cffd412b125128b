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

/**
 * A mask that a user drew. White paints, from the middle grey on; where it has alpha, opaque white. Owns the picture.
 *
 * @param picture of any size and depth; its pixels are scaled to the subject, then soft borders are cut at the middle
 */
public record DrawnMask(Photo picture, Mode mode) implements MaskOverride {
    @Override
    public Region region(Size size, PolicyRegion policy) throws PhotoRejectedException {
        try (MatScope scope = new MatScope()) {
            Mat mask = scope.track(mask(size));
            if (mode == Mode.REPLACE) {
                Overrides.requireSense(mask);
                return new Region(
                        mask.clone(), MaskReport.ofOverride(Masks.coverage(mask), Overrides.components(mask)));
            }
            try (Region own = policy.build()) {
                Core.min(mask, own.mask(), mask);
                if (Core.countNonZero(mask) == 0) {
                    throw new PhotoRejectedException(
                            FailureCode.MASK_OVERRIDE_INVALID,
                            "the mask lies beside what the expert would paint; draw it there or let it replace the"
                                    + " policy's");
                }
                return Overrides.changed(own, mask.clone());
            }
        }
    }

    private Mat mask(Size size) {
        try (MatScope scope = new MatScope()) {
            Mat grey = scope.create();
            Imgproc.cvtColor(scope.track(picture.uprightRgb()), grey, Imgproc.COLOR_RGB2GRAY);
            Optional<Mat> alpha = picture.uprightAlpha();
            alpha.ifPresent(opaque -> {
                scope.track(opaque);
                // All black with holes cut out by alpha: then the alpha is the mask.
                if (Core.minMaxLoc(grey).maxVal < 128) {
                    opaque.copyTo(grey);
                } else {
                    Core.min(grey, opaque, grey);
                }
            });
            boolean shrinks = size.area() < grey.total();
            Mat mask = new Mat();
            Imgproc.resize(grey, mask, size, 0, 0, shrinks ? Imgproc.INTER_AREA : Imgproc.INTER_LINEAR);
            Imgproc.threshold(mask, mask, 127, 255, Imgproc.THRESH_BINARY);
            return mask;
        }
    }

    @Override
    public void close() {
        picture.close();
    }
}
