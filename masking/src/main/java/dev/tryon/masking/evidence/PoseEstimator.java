/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.evidence;

import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Mat;

/**
 * BlazePose without its detector, which OpenCV cannot run: starting from a rough square, look, take the square that the
 * answer asks for, and look again. Not thread-safe.
 */
final class PoseEstimator {
    static final int SIDE = 256;
    private static final int LOOKS = 3;
    /** Numbers per landmark: x, y, z in pixels of the crop, logits of visibility and presence. */
    private static final int NUMBERS = 5;

    private final TfliteModel model = new TfliteModel(
            DetectorModel.POSE_LANDMARK_FULL, SIDE, 0, 1 / 255.0, "Identity", "Identity_1", "Identity_2");

    /** The pose found from this start; its score says whether there is anybody. */
    Pose estimate(Mat rgb, Roi start) {
        Pose pose = look(rgb, start);
        for (int look = 1; look < LOOKS && pose.score() >= 0.1; look++) {
            Roi next = pose.nextRoi();
            if (next.size() < 20 || settled(pose.roi(), next)) {
                break;
            }
            pose = look(rgb, next);
        }
        return pose;
    }

    private static boolean settled(Roi before, Roi next) {
        return before.centre().distance(next.centre()) < 0.02 * next.size()
                && Math.abs(before.size() / next.size() - 1) < 0.04
                && Math.abs(before.angle() - next.angle()) < 0.05;
    }

    private Pose look(Mat rgb, Roi roi) {
        List<float[]> answer = model.run(rgb, roi);
        float[] numbers = answer.get(0);
        List<Landmark> body = new ArrayList<>();
        for (int i = 0; i < BodyLandmark.values().length; i++) {
            double visibility = TfliteModel.sigmoid(numbers[i * NUMBERS + 3]);
            body.add(new Landmark(roi.toPicture(numbers[i * NUMBERS], numbers[i * NUMBERS + 1], SIDE), visibility));
        }
        float[] mask = answer.get(2);
        for (int i = 0; i < mask.length; i++) {
            mask[i] = (float) TfliteModel.sigmoid(mask[i]);
        }
        return new Pose(
                body,
                roi.toPicture(numbers[33 * NUMBERS], numbers[33 * NUMBERS + 1], SIDE),
                roi.toPicture(numbers[34 * NUMBERS], numbers[34 * NUMBERS + 1], SIDE),
                Math.min(1, Math.max(0, answer.get(1)[0])),
                roi,
                mask);
    }
}
