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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Mat;
import org.opencv.imgproc.Imgproc;

/**
 * Cuts a product out of its picture: by its own alpha; or from the plain ground of a packshot; or, when somebody wears
 * it or the ground is busy, as what the person seen wears there. Of wearers without a head, seen from the waist down, the
 * limbs that run out of the picture are taken off. Used by one thread at a time, as its detector is.
 */
final class GarmentCutter implements ProductCutter {
    private static final EvidenceNeeds WEARER = new EvidenceNeeds(Need.REQUIRED, Need.WANTED, 0.5, 0, 0);

    private final @Nullable EvidenceDetector detector;
    private final Worn part;

    /**
     * @param detector borrowed; null for packshots only
     * @param part of the body that the product is worn on
     */
    GarmentCutter(@Nullable EvidenceDetector detector, Worn part) {
        this.detector = detector;
        this.part = part;
    }

    /** Of at most 768 pixels. */
    @Override
    public Cutout cut(Photo product) throws PhotoRejectedException {
        try (MatScope scope = new MatScope()) {
            Mat rgb = scope.track(Packshot.shrink(scope.track(product.uprightRgb())));
            Optional<Cutout> own = Packshot.byAlpha(product, rgb);
            if (own.isPresent()) {
                return own.get();
            }
            Optional<Mat> plain = PlainGround.separate(rgb).map(scope::track);
            if (plain.isPresent() && !worn(rgb, plain.get())) {
                Optional<Mat> bare = part == Worn.ABOVE_THE_WAIST
                        ? Optional.empty()
                        : BareLimbs.taken(rgb, plain.get()).map(scope::track);
                return Packshot.cutOut(rgb, bare.orElse(plain.get()), null);
            }
            return fromWearer(rgb);
        }
    }

    /** A face at the upper end of what stands on the ground; one in the middle is a print. */
    private boolean worn(Mat rgb, Mat foreground) {
        if (detector == null) {
            return false;
        }
        try (MatScope scope = new MatScope()) {
            var box = Imgproc.boundingRect(foreground);
            int head = (int) Math.min(box.y + 0.3 * box.height, rgb.rows());
            Mat top = scope.track(rgb.submat(0, Math.max(16, head), 0, rgb.cols()));
            return detector.showsFace(top);
        }
    }

    private Cutout fromWearer(Mat rgb) throws PhotoRejectedException {
        if (detector == null) {
            throw Packshot.none("its ground is not plain");
        }
        Evidence wearer;
        try {
            wearer = detector.detect(rgb, Optional.empty(), WEARER);
        } catch (PhotoRejectedException e) {
            throw Packshot.none("its ground is not plain and nobody is seen wearing it");
        }
        try (MatScope scope = new MatScope()) {
            Mat hard = scope.track(WornGarment.cut(rgb, wearer, part));
            if (Masks.coverage(hard) < 0.01) {
                wearer.close();
                throw Packshot.none("no " + part.garment() + " is seen on the person in it");
            }
            return Packshot.cutOut(rgb, hard, wearer);
        }
    }
}
