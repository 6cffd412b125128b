/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import dev.tryon.masking.photo.MatScope;
import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;

/** Warped pieces of a product, laid over each other. Stateless. */
final class Layers {
    private Layers() {}

    /**
     * @param rgb CV_8UC3, the piece
     * @param alpha CV_8UC1, its size
     */
    record Layer(WarpField field, Mat rgb, Mat alpha) {}

    /**
     * @param layers from the back to the front
     * @param mask CV_8UC1, canvas size
     * @return CV_8UC4, straight RGB and alpha, all 0 outside the mask; released by the caller
     */
    static Mat flatten(List<Layer> layers, Mat mask) {
        try (MatScope scope = new MatScope()) {
            Mat colours = scope.track(Mat.zeros(mask.size(), CvType.CV_8UC3));
            Mat coverage = scope.track(Mat.zeros(mask.size(), CvType.CV_8UC1));
            for (Layer layer : layers) {
                Mat over = scope.track(layer.field.show(layer.rgb));
                Mat opacity = scope.track(layer.field.show(layer.alpha));
                over.copyTo(colours, scope.track(where(coverage, opacity)));
                Cutout.blend(over, opacity, colours);
                addCoverage(coverage, opacity);
            }
            Core.min(coverage, mask, coverage);
            colours.setTo(Scalar.all(0), scope.track(equals(coverage, 0)));
            List<Mat> channels = new ArrayList<>();
            Core.split(colours, channels);
            channels.forEach(scope::track);
            channels.add(coverage);
            Mat rgba = new Mat();
            Core.merge(channels, rgba);
            return rgba;
        }
    }

    /** Where a layer is the first to be seen: there its colours are taken whole, so that black never shines through. */
    private static Mat where(Mat coverage, Mat opacity) {
        try (MatScope scope = new MatScope()) {
            Mat empty = scope.track(equals(coverage, 0));
            Mat visible = new Mat();
            Core.compare(opacity, new Scalar(0), visible, Core.CMP_GT);
            Core.bitwise_and(visible, empty, visible);
            return visible;
        }
    }

    /** 1 - (1 - a)(1 - b). */
    private static void addCoverage(Mat coverage, Mat opacity) {
        try (MatScope scope = new MatScope()) {
            Mat rest = scope.create();
            Core.bitwise_not(coverage, rest);
            Core.multiply(rest, opacity, rest, 1 / 255.0);
            Core.add(coverage, rest, coverage);
        }
    }

    private static Mat equals(Mat values, double value) {
        Mat equal = new Mat();
        Core.compare(values, new Scalar(value), equal, Core.CMP_EQ);
        return equal;
    }
}
