/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.person;

/**
 * The height of a face over the ball of the head, as a sum of Gaussian hills and hollows in face coordinates: brows, sockets, nose, cheeks, lips,
 * chin. Its slopes are tabled once; immutable after class loading.
 */
final class FaceRelief {
    private static final int COLUMNS = 96;
    private static final int ROWS = 128;
    // x, y, sigma x, sigma y, height; hills with x ≠ 0 stand on both sides.
    private static final double[][] HILLS = {
        {0, 0.02, 0.1, 0.18, 0.1},
        {0, 0.2, 0.12, 0.12, 0.14},
        {0, 0.33, 0.15, 0.07, 0.2},
        {0.15, 0.36, 0.08, 0.05, 0.09},
        {0.4, -0.17, 0.24, 0.06, 0.07},
        {0.4, -0.01, 0.19, 0.1, -0.12},
        {0.4, 0.0, 0.12, 0.05, 0.05},
        {0.56, 0.3, 0.2, 0.16, 0.06},
        {0, 0.55, 0.26, 0.035, 0.06},
        {0, 0.645, 0.2, 0.04, 0.07},
        {0, 0.74, 0.24, 0.05, -0.05},
        {0, 0.88, 0.22, 0.09, 0.09},
        {0.33, 0.45, 0.05, 0.12, -0.03},
        {0.85, 0.3, 0.12, 0.3, -0.05},
    };
    private static final float[] SLOPE_X = new float[COLUMNS * ROWS];
    private static final float[] SLOPE_Y = new float[COLUMNS * ROWS];

    static {
        double step = 0.01;
        for (int r = 0; r < ROWS; r++) {
            for (int c = 0; c < COLUMNS; c++) {
                double x = -1.2 + 2.4 * c / (COLUMNS - 1);
                double y = -1.2 + 2.4 * r / (ROWS - 1);
                SLOPE_X[r * COLUMNS + c] = (float) ((height(x + step, y) - height(x - step, y)) / (2 * step));
                SLOPE_Y[r * COLUMNS + c] = (float) ((height(x, y + step) - height(x, y - step)) / (2 * step));
            }
        }
    }

    private FaceRelief() {}

    private static double height(double x, double y) {
        double sum = 0;
        for (double[] hill : HILLS) {
            double dy = (y - hill[1]) / hill[3];
            for (int side = hill[0] == 0 ? 1 : -1; side <= 1; side += 2) {
                double dx = (x - side * hill[0]) / hill[2];
                sum += hill[4] * Math.exp(-(dx * dx + dy * dy) / 2);
            }
        }
        return sum;
    }

    static float slopeX(double x, double y) {
        return bilinear(SLOPE_X, x, y);
    }

    static float slopeY(double x, double y) {
        return bilinear(SLOPE_Y, x, y);
    }

    private static float bilinear(float[] table, double x, double y) {
        double c = Math.max(0, Math.min(COLUMNS - 1.001, (x + 1.2) / 2.4 * (COLUMNS - 1)));
        double r = Math.max(0, Math.min(ROWS - 1.001, (y + 1.2) / 2.4 * (ROWS - 1)));
        int row = (int) r;
        int column = (int) c;
        int i = row * COLUMNS + column;
        float fx = (float) (c - column);
        float fy = (float) (r - row);
        float top = table[i] + (table[i + 1] - table[i]) * fx;
        float low = table[i + COLUMNS] + (table[i + COLUMNS + 1] - table[i + COLUMNS]) * fx;
        return top + (low - top) * fy;
    }
}
