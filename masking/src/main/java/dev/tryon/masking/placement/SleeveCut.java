/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.photo.MatScope;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfPoint;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

/** Parts a top's outline into sleeve and body along the armhole. Stateless. */
final class SleeveCut {
    private SleeveCut() {}

    /**
     * The sleeve beyond the line from shoulder to armpit: what that cut severs from the body, or, where a hanging sleeve
     * touches the body further down, what lies outside the side of the body.
     *
     * @param alpha CV_8UC1
     * @param centre column of the body's middle
     * @return CV_8UC1, hard; released by the caller
     */
    static Mat sever(Mat alpha, SleeveWarp.Strip strip, int centre) {
        return sever(alpha, strip.shoulder(), strip.armpit(), strip.sleeve().lowest(), centre);
    }

    /** The same before the sleeve itself is known; {@code lowest} is its lowest row. */
    static Mat sever(Mat alpha, Vec shoulder, Vec armpit, double lowest, int centre) {
        try (MatScope scope = new MatScope()) {
            Mat hard = scope.create();
            Imgproc.threshold(alpha, hard, 127, 255, Imgproc.THRESH_BINARY);
            Mat sleeve = beyond(hard, shoulder, armpit, lowest, centre);
            // What hangs on to the body beyond the cut (a wide hem) is body: keep only what touches the armhole.
            Mat labels = scope.create();
            Mat stats = scope.create();
            Mat centroids = scope.create();
            int count = Imgproc.connectedComponentsWithStats(sleeve, labels, stats, centroids, 4, CvType.CV_32S);
            int label = largestNear(labels, stats, count, shoulder.towards(armpit, 0.5), shoulder.distance(armpit));
            if (label > 0) {
                Core.compare(labels, new Scalar(label), sleeve, Core.CMP_EQ);
            }
            return sleeve;
        }
    }

    private static Mat beyond(Mat hard, Vec shoulder, Vec armpit, double lowest, int centre) {
        double end = Math.min(lowest, hard.rows());
        int side = armpit.x() < centre ? -1 : 1;
        double far = side < 0 ? 0 : hard.cols();
        Mat outside = Mat.zeros(hard.size(), CvType.CV_8UC1);
        Vec above = shoulder.plus(shoulder.minus(armpit).times(0.5));
        MatOfPoint half = new MatOfPoint(
                above.point(),
                armpit.point(),
                new Point(armpit.x(), end),
                new Point(far, end),
                new Point(far, above.y()));
        Imgproc.fillPoly(outside, List.of(half), new Scalar(255));
        half.release();
        // The side of the body may stand out below the armpit; it must hang together with the sleeve by nothing.
        int gap = (int) Math.max(2, 0.06 * shoulder.distance(armpit));
        Imgproc.circle(outside, armpit.point(), gap, new Scalar(0), Imgproc.FILLED);
        Core.bitwise_and(outside, hard, outside);
        return outside;
    }

    /** The largest component that comes near the armhole; 0 when none does. */
    private static int largestNear(Mat labels, Mat stats, int count, Vec armhole, double reach) {
        int[] values = new int[(int) labels.total()];
        labels.get(0, 0, values);
        boolean[] near = new boolean[count];
        for (int i = 0; i < values.length; i++) {
            int row = i / labels.cols();
            int column = i % labels.cols();
            near[values[i]] |= Math.hypot(column - armhole.x(), row - armhole.y()) < 0.7 * reach;
        }
        int best = 0;
        double largest = 0;
        for (int label = 1; label < count; label++) {
            double area = stats.get(label, Imgproc.CC_STAT_AREA)[0];
            if (near[label] && area > largest) {
                largest = area;
                best = label;
            }
        }
        return best;
    }
}
