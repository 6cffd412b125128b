/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.photo.Photo;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;

/** A scene is used whole. Stateless. */
final class SceneCutter implements ProductCutter {
    @Override
    public Cutout cut(Photo product) {
        try (MatScope scope = new MatScope()) {
            Mat rgb = Packshot.shrink(scope.track(product.uprightRgb()));
            return new Cutout(rgb, new Mat(rgb.size(), CvType.CV_8UC1, Scalar.all(255)), null);
        }
    }
}
