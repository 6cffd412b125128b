/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.photo.Photo;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.raster.Masks;
import java.util.Optional;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

/**
 * Cuts shoes and eyewear out of packshots: by the picture's own alpha, or from a plain ground. What shows the ground's
 * colour within a product of glass is the ground seen through it, and is cut out too. Stateless.
 */
final class PackshotCutter implements ProductCutter {
    /** Lab distance below which a pixel shows the ground through clear glass. */
    private static final double CLEAR = 14;

    private final boolean glass;

    PackshotCutter(boolean glass) {
        this.glass = glass;
    }

    @Override
    public Cutout cut(Photo product) throws PhotoRejectedException {
        try (MatScope scope = new MatScope()) {
            Mat rgb = scope.track(Packshot.shrink(scope.track(product.uprightRgb())));
            Optional<Cutout> own = Packshot.byAlpha(product, rgb);
            if (own.isPresent()) {
                return own.get();
            }
            Mat plain =
                    scope.track(PlainGround.separate(rgb).orElseThrow(() -> Packshot.none("its ground is not plain")));
            if (glass) {
                seeThrough(rgb, plain);
            }
            if (Masks.coverage(plain) < 0.002) {
                throw Packshot.none("nothing stands out from its ground");
            }
            return Packshot.cutOut(rgb, plain, null);
        }
    }

    /** Empties {@code product} where it has the colour that the ground has on average. */
    private static void seeThrough(Mat rgb, Mat product) {
        try (MatScope scope = new MatScope()) {
            Mat lab = scope.create();
            Imgproc.cvtColor(rgb, lab, Imgproc.COLOR_RGB2Lab);
            Mat ground = scope.create();
            Core.bitwise_not(product, ground);
            Scalar mean = Core.mean(lab, ground);
            Mat difference = scope.create();
            lab.convertTo(difference, CvType.CV_32F);
            Core.subtract(difference, mean, difference);
            Mat squared = scope.track(difference.mul(difference));
            Mat distance = scope.create();
            Core.transform(squared, distance, scope.track(Mat.ones(1, 3, CvType.CV_32F)));
            Mat clear = scope.create();
            Core.compare(distance, new Scalar(CLEAR * CLEAR), clear, Core.CMP_LT);
            Masks.smooth(clear, 1);
            Masks.subtract(product, clear);
            Masks.keepLarge(product, 0.01);
        }
    }
}
