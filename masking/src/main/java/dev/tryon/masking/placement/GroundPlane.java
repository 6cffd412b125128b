/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/**
 * The colour of a plain ground: per Lab channel a quadratic in x and y, both in [0, 1], least squares over the rim's
 * inliers. Quadratic, because lamps fall off towards the corners.
 *
 * @param coefficients six per channel
 * @param rimShare share of the rim that lies near the plane
 * @param tolerance distance within which a pixel counts as ground
 */
record GroundPlane(double[][] coefficients, int width, int height, double rimShare, double tolerance) {
    private static final int ROUNDS = 4;

    static GroundPlane fit(Mat lab) {
        int width = lab.cols();
        int height = lab.rows();
        int rim = Math.max(2, Math.min(width, height) / 60);
        double[][] samples = rim(lab, rim);
        double[] median = new double[3];
        for (int c = 0; c < 3; c++) {
            int channel = c + 2;
            double[] sorted =
                    Arrays.stream(samples).mapToDouble(s -> s[channel]).sorted().toArray();
            median[c] = sorted[sorted.length / 2];
        }
        double[][] plane = {{median[0], 0, 0, 0, 0, 0}, {median[1], 0, 0, 0, 0, 0}, {median[2], 0, 0, 0, 0, 0}};
        double reach = 30;
        double spread = 30;
        int inliers = 0;
        for (int round = 0; round < ROUNDS; round++) {
            double[][] current = plane;
            double limit = reach;
            double[][] near = Arrays.stream(samples)
                    .filter(s -> residual(current, s) < limit)
                    .toArray(double[][]::new);
            inliers = near.length;
            if (inliers < 50) {
                break;
            }
            plane = solve(near);
            double[][] fitted = plane;
            spread = Math.sqrt(Arrays.stream(near)
                    .mapToDouble(s -> Math.pow(residual(fitted, s), 2))
                    .average()
                    .orElse(0));
            reach = Math.max(4, 3 * spread);
        }
        double tolerance = Math.min(14, Math.max(2.6, 3.2 * spread + 1.2));
        return new GroundPlane(plane, width, height, (double) inliers / samples.length, tolerance);
    }

    /** The ground's value of a channel (0 L, 1 a, 2 b; 8-bit scale) at a pixel. */
    double at(int channel, int x, int y) {
        return value(coefficients[channel], (double) x / width, (double) y / height);
    }

    private static double value(double[] c, double x, double y) {
        return c[0] + c[1] * x + c[2] * y + c[3] * x * x + c[4] * x * y + c[5] * y * y;
    }

    private static double residual(double[][] plane, double[] sample) {
        double sum = 0;
        for (int c = 0; c < 3; c++) {
            double d = sample[c + 2] - value(plane[c], sample[0], sample[1]);
            sum += d * d;
        }
        return Math.sqrt(sum);
    }

    private static double[][] solve(double[][] samples) {
        Mat left = new Mat(samples.length, 6, CvType.CV_64F);
        Mat right = new Mat(samples.length, 3, CvType.CV_64F);
        for (int i = 0; i < samples.length; i++) {
            double[] s = samples[i];
            left.put(i, 0, 1, s[0], s[1], s[0] * s[0], s[0] * s[1], s[1] * s[1]);
            right.put(i, 0, s[2], s[3], s[4]);
        }
        Mat solution = new Mat();
        Core.solve(left, right, solution, Core.DECOMP_SVD);
        double[][] plane = new double[3][6];
        for (int c = 0; c < 3; c++) {
            for (int k = 0; k < 6; k++) {
                plane[c][k] = solution.get(k, c)[0];
            }
        }
        left.release();
        right.release();
        solution.release();
        return plane;
    }

    /** x, y in [0, 1], L, a, b of about two thousand pixels of the rim. */
    private static double[][] rim(Mat lab, int rim) {
        int width = lab.cols();
        int height = lab.rows();
        byte[] pixels = new byte[width * height * 3];
        lab.get(0, 0, pixels);
        int step = Math.max(1, (int) Math.sqrt(2.0 * (width + height) * rim / 2000));
        List<double[]> samples = new ArrayList<>();
        for (int y = 0; y < height; y += step) {
            for (int x = 0; x < width; x += step) {
                if (x < rim || y < rim || x >= width - rim || y >= height - rim) {
                    int at = (y * width + x) * 3;
                    samples.add(new double[] {
                        (double) x / width,
                        (double) y / height,
                        pixels[at] & 0xff,
                        pixels[at + 1] & 0xff,
                        pixels[at + 2] & 0xff
                    });
                }
            }
        }
        return samples.toArray(double[][]::new);
    }
}
