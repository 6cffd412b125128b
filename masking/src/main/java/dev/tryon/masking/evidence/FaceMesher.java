/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.evidence;

import dev.tryon.masking.geometry.Vec;
import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Mat;

/** MediaPipe's face mesh: 468 points of a face whose box is known. Not thread-safe. */
final class FaceMesher {
    private static final int SIDE = 192;
    /** The square is half as large again as the face box (MediaPipe, face_landmark_front_cpu.pbtxt). */
    private static final double MARGIN = 1.5;

    private final TfliteModel model =
            new TfliteModel(DetectorModel.FACE_LANDMARK, SIDE, 0, 1 / 255.0, "conv2d_21", "conv2d_31");

    /** The points in pixels of the picture, or none when the network sees no face there. */
    List<Vec> mesh(Mat rgb, Face face) {
        Roi roi = new Roi(face.centre(), face.size() * MARGIN, face.angle());
        List<float[]> answer = model.run(rgb, roi);
        if (TfliteModel.sigmoid(answer.get(1)[0]) < 0.5) {
            return List.of();
        }
        float[] numbers = answer.get(0);
        List<Vec> points = new ArrayList<>(Evidence.FACE_POINTS);
        for (int i = 0; i < Evidence.FACE_POINTS; i++) {
            points.add(roi.toPicture(numbers[3 * i], numbers[3 * i + 1], SIDE));
        }
        return points;
    }
}
