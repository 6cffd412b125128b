/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.evidence;

import dev.tryon.masking.geometry.Vec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.opencv.core.Mat;

/**
 * BlazeFace: finds faces. The full-range network sees a whole picture, the short-range one a square about three times
 * as wide as the face. Both answer, for every anchor, a score and 16 numbers: box centre and size and six key points,
 * relative to the anchor in pixels of the crop (MediaPipe, tensors_to_detections_calculator). Not thread-safe.
 */
final class FaceFinder {
    private static final int NUMBERS = 16;

    private final TfliteModel model;
    private final float[] anchors;

    private FaceFinder(TfliteModel model, float[] anchors) {
        this.model = model;
        this.anchors = anchors;
    }

    static FaceFinder fullRange() {
        TfliteModel model = new TfliteModel(
                DetectorModel.FACE_DETECTION_FULL_RANGE,
                192,
                127.5,
                1 / 127.5,
                "reshaped_classifier_face_4",
                "reshaped_regressor_face_4");
        return new FaceFinder(model, anchors(new int[][] {{48, 1}}));
    }

    static FaceFinder shortRange() {
        TfliteModel model = new TfliteModel(
                DetectorModel.FACE_DETECTION_SHORT_RANGE, 128, 127.5, 1 / 127.5, "classificators", "regressors");
        return new FaceFinder(model, anchors(new int[][] {{16, 2}, {8, 6}}));
    }

    /** The faces within {@code roi} with at least this score, best first, one per head. */
    List<Face> find(Mat rgb, Roi roi, double minimumScore) {
        List<float[]> answer = model.run(rgb, roi);
        float[] logits = answer.get(0);
        float[] numbers = answer.get(1);
        List<Face> found = new ArrayList<>();
        for (int anchor = 0; anchor < logits.length; anchor++) {
            double score = TfliteModel.sigmoid(logits[anchor]);
            if (score >= minimumScore) {
                found.add(face(anchor, numbers, score, roi));
            }
        }
        found.sort(Comparator.comparingDouble(Face::score).reversed());
        List<Face> heads = new ArrayList<>();
        for (Face face : found) {
            if (heads.stream().allMatch(head -> head.centre().distance(face.centre()) > 0.5 * head.size())) {
                heads.add(face);
            }
        }
        return heads;
    }

    private Face face(int anchor, float[] numbers, double score, Roi roi) {
        int at = anchor * NUMBERS;
        double size = Math.max(numbers[at + 2], numbers[at + 3]) * roi.size() / model.side();
        return new Face(
                point(anchor, numbers, at, roi),
                size,
                point(anchor, numbers, at + 4, roi),
                point(anchor, numbers, at + 6, roi),
                score);
    }

    private Vec point(int anchor, float[] numbers, int at, Roi roi) {
        int side = model.side();
        return roi.toPicture(
                numbers[at] + anchors[2 * anchor] * side, numbers[at + 1] + anchors[2 * anchor + 1] * side, side);
    }

    /** Centres of the cells of grids {cells per side, anchors per cell}, as fractions of the crop: x, y, x, y, ... */
    private static float[] anchors(int[][] grids) {
        List<Float> centres = new ArrayList<>();
        for (int[] grid : grids) {
            for (int cell = 0; cell < grid[0] * grid[0]; cell++) {
                int row = cell / grid[0];
                for (int k = 0; k < grid[1]; k++) {
                    centres.add((cell % grid[0] + 0.5f) / grid[0]);
                    centres.add((row + 0.5f) / grid[0]);
                }
            }
        }
        float[] flat = new float[centres.size()];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = centres.get(i);
        }
        return flat;
    }
}
