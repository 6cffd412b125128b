/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.raster.Masks;
import java.util.Optional;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Separates a product from the plain ground of a packshot. The ground's colour is a surface over the picture, fitted in
 * Lab to the picture's rim (packshots are lit unevenly), without the pixels that do not belong to it. Ground is what is
 * near that surface, or a shadow on it, and connected to the rim: white prints within a garment stay. Stateless.
 */
final class PlainGround {
    /** Share of the rim that has to be ground. */
    private static final double RIM_SHARE = 0.6;

    /** Tolerance above which a threshold alone is not trusted. */
    private static final double UNEVEN = 4.5;

    private PlainGround() {}

    /**
     * @param rgb CV_8UC3
     * @return the product, CV_8UC1, hard-edged, released by the caller; empty when the ground is not plain
     */
    static Optional<Mat> separate(Mat rgb) {
        try (MatScope scope = new MatScope()) {
            Mat lab = scope.create();
            Imgproc.cvtColor(rgb, lab, Imgproc.COLOR_RGB2Lab);
            Imgproc.GaussianBlur(lab, lab, new Size(3, 3), 0);
            GroundPlane plane = GroundPlane.fit(lab);
            if (plane.rimShare() < RIM_SHARE) {
                return Optional.empty();
            }
            Mat ground = scope.track(new GroundPixels(lab, plane).find());
            Mat product = Inlets.product(ground, lab, plane);
            Mat ellipse = scope.track(Imgproc.getStructuringElement(Imgproc.MORPH_ELLIPSE, new Size(3, 3)));
            Imgproc.morphologyEx(product, product, Imgproc.MORPH_OPEN, ellipse);
            if (plane.tolerance() > UNEVEN) {
                Mat rough = scope.track(product);
                product = UnevenGround.refine(rgb, rough);
            }
            Masks.keepLarge(product, 0.1);
            Masks.fillHoles(product, 0.0008 * product.total());
            double coverage = Masks.coverage(product);
            if (coverage < 0.01 || coverage > 0.97) {
                product.release();
                return Optional.empty();
            }
            return Optional.of(product);
        }
    }
}
