/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.evidence;

import java.util.List;
import org.opencv.core.Mat;

/** MediaPipe's selfie segmentation: people against everything else. Not thread-safe. */
final class SelfieSegmenter {
    private static final int SIDE = 256;

    private final TfliteModel model =
            new TfliteModel(DetectorModel.SELFIE_SEGMENTATION, SIDE, 0, 1 / 255.0, "activation_10");

    /** Probability that a pixel shows a person, CV_8UC1, the picture's size; the caller releases it. */
    Mat segment(Mat rgb) {
        Roi whole = Roi.around(rgb.cols(), rgb.rows(), 1);
        List<float[]> answer = model.run(rgb, whole);
        Mat small = TfliteModel.picture(answer.get(0), SIDE);
        Mat matte = whole.layBack(small, rgb.size());
        small.release();
        return matte;
    }
}
