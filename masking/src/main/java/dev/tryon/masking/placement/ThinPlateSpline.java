/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import dev.tryon.masking.geometry.Vec;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/**
 * The smoothest map of the plane that takes given points to given points: f(p) = a + A p + sum w_i U(|p - p_i|), with
 * U(r) = r^2 log r^2. F. L. Bookstein, "Principal Warps", TPAMI 1989. Immutable.
 */
final class ThinPlateSpline {
    private final List<Vec> from;
    private final double[][] weights;

    /** @param stiffness 0 hits every point; more bends less (added to the kernel's diagonal, in squared pixels) */
    ThinPlateSpline(List<Vec> from, List<Vec> to, double stiffness) {
        this.from = List.copyOf(from);
        int n = from.size();
        Mat system = Mat.zeros(n + 3, n + 3, CvType.CV_64F);
        Mat values = Mat.zeros(n + 3, 2, CvType.CV_64F);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                system.put(i, j, i == j ? stiffness : kernel(from.get(i), from.get(j)));
            }
            Vec p = from.get(i);
            system.put(i, n, 1, p.x(), p.y());
            system.put(n, i, 1);
            system.put(n + 1, i, p.x());
            system.put(n + 2, i, p.y());
            values.put(i, 0, to.get(i).x(), to.get(i).y());
        }
        Mat solution = new Mat();
        Core.solve(system, values, solution, Core.DECOMP_SVD);
        this.weights = new double[n + 3][2];
        for (int i = 0; i < n + 3; i++) {
            weights[i][0] = solution.get(i, 0)[0];
            weights[i][1] = solution.get(i, 1)[0];
        }
        system.release();
        values.release();
        solution.release();
    }

    Vec apply(Vec p) {
        int n = from.size();
        double x = weights[n][0] + weights[n + 1][0] * p.x() + weights[n + 2][0] * p.y();
        double y = weights[n][1] + weights[n + 1][1] * p.x() + weights[n + 2][1] * p.y();
        for (int i = 0; i < n; i++) {
            double u = kernel(p, from.get(i));
            x += weights[i][0] * u;
            y += weights[i][1] * u;
        }
        return new Vec(x, y);
    }

    private static double kernel(Vec a, Vec b) {
        double squared = (a.x() - b.x()) * (a.x() - b.x()) + (a.y() - b.y()) * (a.y() - b.y());
        return squared < 1e-12 ? 0 : squared * Math.log(squared);
    }
}
