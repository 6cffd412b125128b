/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.evidence;

import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.photo.NativeOpenCv;
import java.util.ArrayList;
import java.util.List;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.dnn.Dnn;
import org.opencv.dnn.Net;

/** One of MediaPipe's networks, run by OpenCV's DNN on a square RGB crop. Not thread-safe. */
final class TfliteModel {
    private final Net net;
    private final int side;
    private final double mean;
    private final double scale;
    private final List<String> outputs;

    /**
     * @param side of the input, in pixels
     * @param mean taken from each 8-bit value before it is multiplied with {@code scale}
     */
    TfliteModel(DetectorModel model, int side, double mean, double scale, String... outputs) {
        NativeOpenCv.load();
        this.side = side;
        this.mean = mean;
        this.scale = scale;
        this.outputs = List.of(outputs);
        MatOfByte bytes = new MatOfByte(model.read());
        this.net = Dnn.readNetFromTFLite(bytes);
        bytes.release();
    }

    int side() {
        return side;
    }

    /** Runs the network on the square {@code roi} of a CV_8UC3 RGB picture; the outputs, flattened, in order. */
    List<float[]> run(Mat rgb, Roi roi) {
        try (MatScope scope = new MatScope()) {
            Mat crop = scope.track(roi.cut(rgb, side));
            Mat blob = scope.track(Dnn.blobFromImage(
                    crop, scale, new Size(side, side), new Scalar(mean, mean, mean), false, false, CvType.CV_32F));
            net.setInput(blob);
            List<Mat> answers = new ArrayList<>();
            net.forward(answers, outputs);
            return answers.stream().map(answer -> values(scope.track(answer))).toList();
        }
    }

    /** A square answer in [0, 1] as CV_8UC1; the caller releases it. */
    static Mat picture(float[] values, int side) {
        Mat floats = new Mat(side, side, CvType.CV_32F);
        floats.put(0, 0, values);
        Mat bytes = new Mat();
        floats.convertTo(bytes, CvType.CV_8U, 255);
        floats.release();
        return bytes;
    }

    static double sigmoid(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    private static float[] values(Mat answer) {
        float[] values = new float[(int) answer.total()];
        Mat flat = answer.reshape(1, 1);
        flat.get(0, 0, values);
        flat.release();
        return values;
    }
}
