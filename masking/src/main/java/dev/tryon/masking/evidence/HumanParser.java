/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.evidence;

import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.photo.NativeOpenCv;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvException;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.dnn.Dnn;
import org.opencv.dnn.Net;
import org.opencv.imgproc.Imgproc;

/** A user's human-parsing network, an ONNX file run by OpenCV's DNN. One thread at a time. */
public final class HumanParser {
    private final ParserDescription description;
    private final Net net;

    private HumanParser(ParserDescription description, Net net) {
        this.description = description;
        this.net = net;
    }

    /**
     * Loads {@code parser.yaml} and the file that it names.
     *
     * @throws IOException when either is missing or wrong; the message says what to do
     */
    public static HumanParser load(Path folder) throws IOException {
        NativeOpenCv.load();
        ParserDescription description = ParserDescription.read(folder);
        Path file = folder.resolve(description.file());
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + " is missing; " + ParserDescription.NAME + " names it as file");
        }
        byte[] bytes = Files.readAllBytes(file);
        String found = sha256(bytes);
        if (!found.equals(description.sha256())) {
            throw new IOException("sha256 of %s is %s, but %s says %s; bring the right file or correct the description"
                    .formatted(file, found, ParserDescription.NAME, description.sha256()));
        }
        try (MatScope scope = new MatScope()) {
            HumanParser parser = new HumanParser(description, Dnn.readNetFromONNX(scope.track(new MatOfByte(bytes))));
            // Once on nothing, so that a wrong output is an error at the start, not at the first job.
            parser.parse(scope.track(Mat.zeros(description.height(), description.width(), CvType.CV_8UC3)))
                    .close();
            return parser;
        } catch (CvException | IllegalArgumentException e) {
            throw new IOException(file + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** Names the weights and all that decides what they see, 64 lower-case hex digits; for the policy's fingerprint. */
    public String fingerprint() {
        return sha256(description.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @param rgb CV_8UC3, RGB; stretched to the network's input, as the models of this kind are trained
     * @return what the caller closes
     */
    public Parsing parse(Mat rgb) {
        try (MatScope scope = new MatScope()) {
            net.setInput(scope.track(blob(rgb)));
            Mat logits = scope.track(net.forward());
            int labels = description.labels().size();
            if (logits.dims() != 4 || logits.size(0) != 1 || logits.size(1) != labels) {
                throw new IllegalArgumentException("labels is %s, so the output must be [1, %d, h, w], but it has %s;"
                                .formatted(description.labels(), labels, shape(logits))
                        + " name the label set that the model was trained on, or export its logits");
            }
            return parsing(logits);
        }
    }

    private Mat blob(Mat rgb) {
        try (MatScope scope = new MatScope()) {
            Size size = new Size(description.width(), description.height());
            Mat input = scope.create();
            Imgproc.resize(rgb, input, size, 0, 0, Imgproc.INTER_LINEAR);
            if (description.channels() == ParserDescription.Channels.BGR) {
                Imgproc.cvtColor(input, input, Imgproc.COLOR_RGB2BGR);
            }
            input.convertTo(input, CvType.CV_32FC3, 1 / 255.0);
            Core.subtract(input, scalar(description.mean()), input);
            Core.divide(input, scalar(description.std()), input);
            return Dnn.blobFromImage(input, 1, size, Scalar.all(0), false, false, CvType.CV_32F);
        }
    }

    private Parsing parsing(Mat logits) {
        int labels = logits.size(1);
        int pixels = logits.size(2) * logits.size(3);
        float[] values = new float[labels * pixels];
        Mat flat = logits.reshape(1, 1);
        flat.get(0, 0, values);
        flat.release();
        byte[] parts = new byte[pixels];
        for (int i = 0; i < pixels; i++) {
            int best = 0;
            for (int label = 1; label < labels; label++) {
                best = values[label * pixels + i] > values[best * pixels + i] ? label : best;
            }
            parts[i] = (byte) description.labels().part(best).code();
        }
        Mat map = new Mat(logits.size(2), logits.size(3), CvType.CV_8UC1);
        map.put(0, 0, parts);
        return new Parsing(map);
    }

    private static String shape(Mat logits) {
        StringBuilder shape = new StringBuilder("[");
        for (int i = 0; i < logits.dims(); i++) {
            shape.append(i == 0 ? "" : ", ").append(logits.size(i));
        }
        return shape.append(']').toString();
    }

    private static Scalar scalar(List<Double> values) {
        return new Scalar(values.get(0), values.get(1), values.get(2), 1);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
