/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures;

import dev.tryon.experts.figures.person.Skeleton;
import dev.tryon.experts.figures.raster.BoxBlur;
import dev.tryon.experts.figures.raster.Canvas;
import dev.tryon.experts.figures.raster.Vec;
import java.util.function.BiConsumer;

/**
 * The outline of a whole person, also of what the picture cuts off, at several softnesses: what throws a shadow. Drawn at half the picture's size. Immutable.
 */
final class Board {
    private static final double SCALE = 0.5;
    /** Radii of the blur, heads. */
    private static final double[] SOFTNESS = {0.03, 0.1, 0.3, 0.9};

    private final int width;
    private final int height;
    private final Vec origin;
    private final double unit;
    private final float[][] levels = new float[SOFTNESS.length][];

    /** @param figure paints the person on a canvas where the skeleton stands */
    Board(Skeleton skeleton, int pictureWidth, double feet, BiConsumer<Canvas, Skeleton> figure) {
        this.unit = skeleton.unit();
        double margin = 1.5 * unit;
        double top = Math.min(0, skeleton.head().y() - unit) - margin;
        this.origin = new Vec(-margin, top);
        this.width = (int) Math.ceil((pictureWidth + 2 * margin) * SCALE);
        this.height = (int) Math.ceil((feet + margin - top) * SCALE);
        Canvas canvas = new Canvas(width, height);
        figure.accept(
                canvas,
                Skeleton.of(
                        skeleton.build(),
                        skeleton.pose(),
                        skeleton.neck().minus(origin).times(SCALE),
                        unit * SCALE));
        byte[] silhouette = canvas.silhouette();
        for (int k = 0; k < SOFTNESS.length; k++) {
            float[] plane = new float[silhouette.length];
            for (int i = 0; i < plane.length; i++) {
                plane[i] = (silhouette[i] & 0xff) / 255f;
            }
            int radius = (int) Math.max(1, Math.round(SOFTNESS[k] * unit * SCALE));
            BoxBlur.blur(plane, width, height, radius);
            BoxBlur.blur(plane, width, height, radius);
            levels[k] = plane;
        }
    }

    /**
     * How much of a light as wide as {@code softness} the person hides at a point of the picture, 0..1.
     *
     * @param softness heads
     */
    double at(double x, double y, double softness) {
        double level = 0;
        for (int k = 1; k < SOFTNESS.length; k++) {
            double share = Math.log(softness / SOFTNESS[k - 1]) / Math.log(SOFTNESS[k] / SOFTNESS[k - 1]);
            level += Math.max(0, Math.min(1, share));
        }
        int lower = (int) Math.min(SOFTNESS.length - 2, level);
        double u = (x - origin.x()) * SCALE;
        double v = (y - origin.y()) * SCALE;
        double share = level - lower;
        return (1 - share) * sample(levels[lower], u, v) + share * sample(levels[lower + 1], u, v);
    }

    private double sample(float[] plane, double u, double v) {
        int x = (int) Math.floor(u);
        int y = (int) Math.floor(v);
        if (x < 0 || y < 0 || x >= width - 1 || y >= height - 1) {
            return 0;
        }
        double fx = u - x;
        double fy = v - y;
        int i = y * width + x;
        return (plane[i] * (1 - fx) + plane[i + 1] * fx) * (1 - fy)
                + (plane[i + width] * (1 - fx) + plane[i + width + 1] * fx) * fy;
    }
}
