/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.evidence.EvidenceDetector;
import dev.tryon.masking.evidence.EvidenceNeeds;
import dev.tryon.masking.evidence.Need;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.photo.Photo;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.raster.Masks;
import dev.tryon.masking.raster.Shapes;
import dev.tryon.masking.region.FaceFrame;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** Cuts the face out of a portrait of another identity. Used by one thread at a time, as its detector is. */
final class FaceCutter implements ProductCutter {
    private static final EvidenceNeeds PORTRAIT = new EvidenceNeeds(Need.UNUSED, Need.REQUIRED, 0.5, 0, 0);

    private final @Nullable EvidenceDetector detector;

    FaceCutter(@Nullable EvidenceDetector detector) {
        this.detector = detector;
    }

    @Override
    public Cutout cut(Photo product) throws PhotoRejectedException {
        if (detector == null) {
            throw Packshot.none("without a detector no face is found in it");
        }
        try (MatScope scope = new MatScope()) {
            Mat rgb = Packshot.shrink(scope.track(product.uprightRgb()));
            Evidence evidence;
            try {
                evidence = detector.detect(rgb, Optional.empty(), PORTRAIT);
            } catch (PhotoRejectedException e) {
                rgb.release();
                throw Packshot.none("no face is seen in it; use a portrait that shows one face from the front");
            }
            FaceFrame face = FaceFrame.of(evidence);
            Mat alpha = Shapes.blank(rgb.size());
            Shapes.polygon(alpha, face.oval(0.02));
            double soft = 0.03 * face.height();
            Masks.grow(alpha, -soft);
            Imgproc.GaussianBlur(alpha, alpha, new Size(0, 0), Math.max(0.8, soft));
            return new Cutout(rgb, alpha, evidence);
        }
    }
}
