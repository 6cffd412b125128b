/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.raster;

import java.awt.Rectangle;

/**
 * The inverse of a {@link Surface} for every pixel of a box: its (s, v) and the direction in which it curves away. Made by
 * rasterising a grid of triangles. Not thread-safe; owned by the painter of one layer.
 */
public final class SurfaceMap {
    private static final int COLUMNS = 10;
    private static final int FIELDS = 4;

    private final Rectangle box;
    private final float[] fields;
    private final float outlineSine;

    /**
     * @param from first v of the grid
     * @param to last v
     * @param rows quads along v
     */
    public SurfaceMap(Surface surface, Rectangle box, double from, double to, int rows) {
        this.box = box;
        this.fields = new float[box.width * box.height * FIELDS];
        this.outlineSine = (float) Math.sin(surface.curvature());
        double[][] previous = row(surface, from);
        for (int r = 1; r <= rows; r++) {
            double[][] next = row(surface, from + (to - from) * r / rows);
            for (int c = 0; c < COLUMNS; c++) {
                triangle(previous[c], previous[c + 1], next[c]);
                triangle(next[c], previous[c + 1], next[c + 1]);
            }
            previous = next;
        }
    }

    private static double[][] row(Surface surface, double v) {
        double[][] row = new double[COLUMNS + 1][];
        Vec across = surface.at(1, v).minus(surface.at(-1, v)).unit();
        for (int c = 0; c <= COLUMNS; c++) {
            double s = -1.3 + 2.6 * c / COLUMNS;
            Vec p = surface.at(s, v);
            row[c] = new double[] {p.x(), p.y(), s, v, across.x(), across.y()};
        }
        return row;
    }

    /** Barycentric rasterisation: fills the pixels whose centres lie in the triangle. */
    private void triangle(double[] a, double[] b, double[] c) {
        double area = (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]);
        if (Math.abs(area) < 1e-6) {
            return;
        }
        int x0 = Math.max(box.x, (int) Math.floor(Math.min(a[0], Math.min(b[0], c[0]))));
        int x1 = Math.min(box.x + box.width - 1, (int) Math.ceil(Math.max(a[0], Math.max(b[0], c[0]))));
        int y0 = Math.max(box.y, (int) Math.floor(Math.min(a[1], Math.min(b[1], c[1]))));
        int y1 = Math.min(box.y + box.height - 1, (int) Math.ceil(Math.max(a[1], Math.max(b[1], c[1]))));
        double wbx = (c[1] - a[1]) / area;
        double wby = -(c[0] - a[0]) / area;
        double wcx = -(b[1] - a[1]) / area;
        double wcy = (b[0] - a[0]) / area;
        for (int y = y0; y <= y1; y++) {
            double wb = (x0 + 0.5 - a[0]) * wbx + (y + 0.5 - a[1]) * wby;
            double wc = (x0 + 0.5 - a[0]) * wcx + (y + 0.5 - a[1]) * wcy;
            int i = ((y - box.y) * box.width + x0 - box.x) * FIELDS;
            for (int x = x0; x <= x1; x++, wb += wbx, wc += wcx, i += FIELDS) {
                double wa = 1 - wb - wc;
                if (wa >= -1e-6 && wb >= -1e-6 && wc >= -1e-6) {
                    fields[i] = (float) (a[2] * wa + b[2] * wb + c[2] * wc);
                    fields[i + 1] = (float) (a[3] * wa + b[3] * wb + c[3] * wc);
                    fields[i + 2] = (float) (a[4] * wa + b[4] * wb + c[4] * wc);
                    fields[i + 3] = (float) (a[5] * wa + b[5] * wb + c[5] * wc);
                }
            }
        }
    }

    public float s(int x, int y) {
        return fields[index(x, y)];
    }

    public float v(int x, int y) {
        return fields[index(x, y) + 1];
    }

    /**
     * The unit normal of the surface at a pixel: x right, y down, z to the viewer. The strip is taken for a part of a tube.
     *
     * @param out receives x, y, z
     */
    public void normal(int x, int y, float[] out) {
        int i = index(x, y);
        float side = Math.max(-1f, Math.min(1f, fields[i])) * outlineSine;
        out[0] = side * fields[i + 2];
        out[1] = side * fields[i + 3];
        out[2] = (float) Math.sqrt(1 - side * side);
    }

    private int index(int x, int y) {
        return ((y - box.y) * box.width + x - box.x) * FIELDS;
    }
}
