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
import dev.tryon.v1.FailureCode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Cuts a product out of its picture: by its own alpha; or from the plain ground of a packshot; or, when somebody wears
 * it or the ground is busy, as the upper garment of the person seen. Used by one thread at a time, as its detector is.
 */
final class GarmentCutter implements ProductCutter {
    private static final int LONGEST_SIDE = 768;
    private static final EvidenceNeeds WEARER = new EvidenceNeeds(Need.REQUIRED, Need.WANTED, 0.5, 0, 0);

    private final @Nullable EvidenceDetector detector;

    /** @param detector borrowed; null for packshots only */
    GarmentCutter(@Nullable EvidenceDetector detector) {
        this.detector = detector;
    }

    /** Of at most 768 pixels. */
    @Override
    public Cutout cut(Photo product) throws PhotoRejectedException {
        try (MatScope scope = new MatScope()) {
            Mat rgb = scope.track(shrink(scope.track(product.uprightRgb())));
            Optional<Mat> alpha = product.uprightAlpha().map(scope::track).map(full -> scope.track(shrink(full)));
            if (alpha.isPresent() && meaningful(alpha.get())) {
                return new Cutout(
                        EdgeColours.runOn(rgb, alpha.get(), 1), alpha.get().clone(), null);
            }
            Optional<Mat> plain = PlainGround.separate(rgb).map(scope::track);
            if (plain.isPresent() && !worn(rgb, plain.get())) {
                Mat soft = EdgeColours.soften(rgb, plain.get());
                return new Cutout(EdgeColours.runOn(rgb, soft, 2), soft, null);
            }
            return fromWearer(rgb);
        }
    }

    private static boolean meaningful(Mat alpha) {
        double opaque = Core.mean(alpha).val[0] / 255;
        return opaque > 0.01 && opaque < 0.985;
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
            throw noProduct("its ground is not plain");
        }
        Evidence wearer;
        try {
            wearer = detector.detect(rgb, Optional.empty(), WEARER);
        } catch (PhotoRejectedException e) {
            throw noProduct("its ground is not plain and nobody is seen wearing it");
        }
        try (MatScope scope = new MatScope()) {
            Mat hard = scope.track(WornGarment.cut(rgb, wearer));
            if (Masks.coverage(hard) < 0.01) {
                wearer.close();
                throw noProduct("no upper garment is seen on the person in it");
            }
            Mat soft = EdgeColours.soften(rgb, hard);
            return new Cutout(EdgeColours.runOn(rgb, soft, 2), soft, wearer);
        }
    }

    private static PhotoRejectedException noProduct(String why) {
        return new PhotoRejectedException(
                FailureCode.NO_PRODUCT,
                "no product could be cut out of the product picture: " + why
                        + "; use a packshot on a plain ground, or a PNG with alpha");
    }

    private static Mat shrink(Mat picture) {
        double scale = (double) LONGEST_SIDE / Math.max(picture.cols(), picture.rows());
        if (scale >= 1) {
            return picture.clone();
        }
        Mat small = new Mat();
        Size size = new Size(
                Math.max(1, Math.round(picture.cols() * scale)), Math.max(1, Math.round(picture.rows() * scale)));
        Imgproc.resize(picture, small, size, 0, 0, Imgproc.INTER_AREA);
        return small;
    }
}
