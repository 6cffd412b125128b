/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.photo.Photo;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.v1.FailureCode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** What all cutters do with a product picture. Stateless. */
final class Packshot {
    private static final int LONGEST_SIDE = 768;

    private Packshot() {}

    /** A copy of at most 768 pixels; the caller releases it. */
    static Mat shrink(Mat picture) {
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

    /** By the picture's own alpha, where that says something. */
    static Optional<Cutout> byAlpha(Photo product, Mat rgb) {
        try (MatScope scope = new MatScope()) {
            Optional<Mat> alpha = product.uprightAlpha().map(scope::track).map(full -> scope.track(shrink(full)));
            if (alpha.isEmpty() || !meaningful(alpha.get())) {
                return Optional.empty();
            }
            return Optional.of(new Cutout(
                    EdgeColours.runOn(rgb, alpha.get(), 1), alpha.get().clone(), null));
        }
    }

    /** With a soft border. Takes over the wearer's evidence. */
    static Cutout cutOut(Mat rgb, Mat hard, @Nullable Evidence wearer) {
        Mat soft = EdgeColours.soften(rgb, hard);
        return new Cutout(EdgeColours.runOn(rgb, soft, 2), soft, wearer);
    }

    static PhotoRejectedException none(String why) {
        return new PhotoRejectedException(
                FailureCode.NO_PRODUCT,
                "no product could be cut out of the product picture: " + why
                        + "; use a packshot on a plain ground, or a PNG with alpha");
    }

    private static boolean meaningful(Mat alpha) {
        double opaque = Core.mean(alpha).val[0] / 255;
        return opaque > 0.01 && opaque < 0.985;
    }
}
