/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.placement.Layers.Layer;
import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * A product's points and where they go on the canvas; what lies between follows smoothly. Collects pairs, then draws.
 * Used by one thread.
 */
final class Warp {
    private final List<Vec> product = new ArrayList<>();
    private final List<Vec> canvas = new ArrayList<>();

    /** The four corners of a box go to those of another, its proportions kept. */
    static Warp ofBoxes(Rect from, Rect to) {
        double scale = Math.min((double) to.width / from.width, (double) to.height / from.height);
        Vec start = new Vec(from.x + from.width / 2.0, from.y + from.height / 2.0);
        Vec end = new Vec(to.x + to.width / 2.0, to.y + to.height / 2.0);
        Warp warp = new Warp();
        for (double x : new double[] {-0.5, 0.5}) {
            for (double y : new double[] {-0.5, 0.5}) {
                Vec corner = new Vec(x * from.width, y * from.height);
                warp.add(start.plus(corner), end.plus(corner.times(scale)));
            }
        }
        return warp;
    }

    void add(Vec ofProduct, Vec onCanvas) {
        product.add(ofProduct);
        canvas.add(onCanvas);
    }

    void nudge(Nudge nudge) {
        double left = canvas.stream().mapToDouble(Vec::x).min().orElse(0);
        double right = canvas.stream().mapToDouble(Vec::x).max().orElse(0);
        double top = canvas.stream().mapToDouble(Vec::y).min().orElse(0);
        double bottom = canvas.stream().mapToDouble(Vec::y).max().orElse(0);
        Vec middle = new Vec((left + right) / 2, (top + bottom) / 2);
        canvas.replaceAll(point -> nudge.apply(point, middle, right - left));
    }

    /**
     * The piece through a thin-plate spline. The layer's pictures belong to {@code scope}.
     *
     * @param alpha CV_8UC1, the size of {@code rgb}: what of it is shown
     */
    Layer smooth(Mat rgb, Mat alpha, Size size, MatScope scope) {
        // Shrunk to the canvas's scale first: remap looks at four pixels only and would alias.
        double scale = Math.min(1, 1.15 * spread(canvas) / Math.max(1, spread(product)));
        Mat pieces = rgb;
        Mat opacity = alpha;
        double factor = 1;
        if (scale < 0.95) {
            factor = scale;
            pieces = scope.create();
            opacity = scope.create();
            Imgproc.resize(rgb, pieces, new Size(), scale, scale, Imgproc.INTER_AREA);
            Imgproc.resize(alpha, opacity, new Size(), scale, scale, Imgproc.INTER_AREA);
        }
        double by = factor;
        List<Vec> small = product.stream().map(point -> point.times(by)).toList();
        ThinPlateSpline spline = new ThinPlateSpline(canvas, small, 0);
        return new Layer(WarpField.smooth((int) size.width, (int) size.height, spline::apply), pieces, opacity);
    }

    private static double spread(List<Vec> points) {
        double x = points.stream().mapToDouble(Vec::x).max().orElse(0)
                - points.stream().mapToDouble(Vec::x).min().orElse(0);
        double y = points.stream().mapToDouble(Vec::y).max().orElse(0)
                - points.stream().mapToDouble(Vec::y).min().orElse(0);
        return Math.hypot(x, y);
    }
}
