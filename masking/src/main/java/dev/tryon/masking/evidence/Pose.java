/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.evidence;

import dev.tryon.masking.geometry.Vec;
import java.util.List;

/**
 * One answer of the pose network.
 *
 * @param body 33 landmarks in pixels of the picture
 * @param centre of the body's circle (landmark 33, mid hip)
 * @param rim a point on that circle, above the head (landmark 34)
 * @param score in [0, 1]
 * @param roi the square that was looked at
 * @param mask probability of the person within {@code roi}, 256 x 256, row by row, [0, 1]
 */
record Pose(List<Landmark> body, Vec centre, Vec rim, double score, Roi roi, float[] mask) {
    Vec at(BodyLandmark landmark) {
        return body.get(landmark.index()).at();
    }

    /** The square in which the network would see this person best: 1.25 times the circle, head up. */
    Roi nextRoi() {
        Vec up = rim.minus(centre);
        double angle = Math.atan2(up.x(), -up.y());
        return new Roi(centre, up.length() * 2.5, angle);
    }

    /** Probability that a point of the picture belongs to the person. */
    double personAt(Vec point) {
        Vec local = point.minus(roi.centre()).rotated(-roi.angle()).times(PoseEstimator.SIDE / roi.size());
        int x = (int) Math.round(local.x() + PoseEstimator.SIDE / 2.0);
        int y = (int) Math.round(local.y() + PoseEstimator.SIDE / 2.0);
        boolean inside = x >= 0 && y >= 0 && x < PoseEstimator.SIDE && y < PoseEstimator.SIDE;
        return inside ? mask[y * PoseEstimator.SIDE + x] : 0;
    }
}
