/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.photo.MatScope;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** For every pixel of a canvas the place in a source picture that it shows, or none. Mutable while it is filled. */
final class WarpField {
    /** Far outside every picture: remap takes its border value there. */
    private static final float NOWHERE = -1e5f;

    /** A smooth map is evaluated on a grid of this pitch and interpolated. */
    private static final int PITCH = 8;

    private final int width;
    private final int height;
    private final float[] x;
    private final float[] y;

    WarpField(int width, int height) {
        this.width = width;
        this.height = height;
        this.x = new float[width * height];
        this.y = new float[width * height];
        Arrays.fill(x, NOWHERE);
        Arrays.fill(y, NOWHERE);
    }

    /** A field that a smooth map defines everywhere; the canvas's sides are multiples of 8. */
    static WarpField smooth(int width, int height, UnaryOperator<Vec> toSource) {
        WarpField field = new WarpField(width, height);
        int columns = width / PITCH;
        int rows = height / PITCH;
        try (MatScope scope = new MatScope()) {
            Mat coarse = scope.track(new Mat(rows, columns, CvType.CV_32FC2));
            float[] values = new float[rows * columns * 2];
            for (int i = 0; i < rows * columns; i++) {
                int column = i % columns;
                int row = i / columns;
                // The centre of a cell, as resize() has it.
                Vec canvas = new Vec((column + 0.5) * PITCH - 0.5, (row + 0.5) * PITCH - 0.5);
                Vec source = toSource.apply(canvas);
                values[2 * i] = (float) source.x();
                values[2 * i + 1] = (float) source.y();
            }
            coarse.put(0, 0, values);
            Mat fine = scope.create();
            Imgproc.resize(coarse, fine, new Size(width, height), 0, 0, Imgproc.INTER_CUBIC);
            float[] both = new float[width * height * 2];
            fine.get(0, 0, both);
            for (int i = 0; i < width * height; i++) {
                field.x[i] = both[2 * i];
                field.y[i] = both[2 * i + 1];
            }
        }
        return field;
    }

    /** Fills a triangle of the canvas with the affine map to a triangle of the source. */
    void triangle(Vec a, Vec b, Vec c, Vec sourceA, Vec sourceB, Vec sourceC) {
        double area = (b.x() - a.x()) * (c.y() - a.y()) - (c.x() - a.x()) * (b.y() - a.y());
        if (Math.abs(area) < 1e-6) {
            return;
        }
        int left = (int) Math.max(0, Math.floor(Math.min(a.x(), Math.min(b.x(), c.x()))));
        int right = (int) Math.min(width - 1.0, Math.ceil(Math.max(a.x(), Math.max(b.x(), c.x()))));
        int top = (int) Math.max(0, Math.floor(Math.min(a.y(), Math.min(b.y(), c.y()))));
        int bottom = (int) Math.min(height - 1.0, Math.ceil(Math.max(a.y(), Math.max(b.y(), c.y()))));
        for (int row = top; row <= bottom; row++) {
            for (int column = left; column <= right; column++) {
                double v = ((column - a.x()) * (c.y() - a.y()) - (c.x() - a.x()) * (row - a.y())) / area;
                double w = ((b.x() - a.x()) * (row - a.y()) - (column - a.x()) * (b.y() - a.y())) / area;
                double u = 1 - v - w;
                if (u >= -1e-6 && v >= -1e-6 && w >= -1e-6) {
                    int at = row * width + column;
                    x[at] = (float) (u * sourceA.x() + v * sourceB.x() + w * sourceC.x());
                    y[at] = (float) (u * sourceA.y() + v * sourceB.y() + w * sourceC.y());
                }
            }
        }
    }

    /** The source as the canvas shows it, 0 where it shows none of it. The caller releases it. */
    Mat show(Mat source) {
        try (MatScope scope = new MatScope()) {
            Mat mapX = scope.track(new Mat(height, width, CvType.CV_32F));
            mapX.put(0, 0, x);
            Mat mapY = scope.track(new Mat(height, width, CvType.CV_32F));
            mapY.put(0, 0, y);
            Mat shown = new Mat();
            Imgproc.remap(source, shown, mapX, mapY, Imgproc.INTER_LINEAR, Core.BORDER_CONSTANT, Scalar.all(0));
            return shown;
        }
    }
}
