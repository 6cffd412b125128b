/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.evidence;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.photo.NativeOpenCv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Mat;
import org.opencv.imgcodecs.Imgcodecs;

/**
 * Evidence that came with a picture, as a generator of training pairs writes it: {@code evidence.json} and, beside it,
 * the silhouette as a PNG with one channel. Pixels of the upright picture. Stateless.
 */
public final class SuppliedEvidence {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private SuppliedEvidence() {}

    /**
     * @return evidence that the caller closes
     * @throws IOException when a file is missing or is not what it should be; the message names it
     */
    public static Evidence read(Path json) throws IOException {
        NativeOpenCv.load();
        Document document;
        try {
            document = JSON.readValue(json.toFile(), Document.class);
            document.check();
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(json + ": " + e.getMessage(), e);
        }
        Path picture = json.resolveSibling(document.silhouette);
        // Asked first, because OpenCV complains on the console.
        Mat silhouette = Files.isRegularFile(picture)
                ? Imgcodecs.imread(picture.toString(), Imgcodecs.IMREAD_GRAYSCALE)
                : new Mat();
        if (silhouette.empty()) {
            throw new IOException(picture + " is not a picture that can be read");
        }
        List<Vec> face = document.face == null
                ? List.of()
                : document.face.stream().map(p -> new Vec(p.get(0), p.get(1))).toList();
        List<Landmark> body = document.body.stream()
                .map(p -> new Landmark(new Vec(p.x, p.y), p.visibility))
                .toList();
        return new Evidence(document.width, document.height, silhouette, body, face, 1);
    }

    private record Point(double x, double y, double visibility) {}

    private record Document(
            int version,
            int width,
            int height,
            List<Point> body,
            @Nullable List<List<Double>> face,
            String silhouette) {
        void check() {
            if (version != 1) {
                throw new IllegalArgumentException("version must be 1, is " + version);
            }
            if (body == null || silhouette == null) {
                throw new IllegalArgumentException("body and silhouette are required");
            }
        }
    }
}
