/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.dataset;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tryon.masking.DrawnPerson;
import dev.tryon.masking.DrawnProduct;
import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.evidence.Landmark;
import dev.tryon.masking.photo.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

/** Writes drawn training pairs. */
public final class PairFolder {
    private PairFolder() {}

    /** {@code count} pairs, 000001 and so on; the persons' sleeves differ. */
    public static void write(Path folder, int count) throws IOException {
        for (int i = 1; i <= count; i++) {
            Path pair = Files.createDirectories(folder.resolve("%06d".formatted(i)));
            Files.write(pair.resolve("photo.png"), png(DrawnPerson.photo(0.2 * i)));
            Mat packshot = DrawnProduct.packshot(DrawnProduct.teeMask(), new Scalar(244, 244, 244));
            Files.write(pair.resolve("product.png"), png(packshot));
            try (Evidence evidence = DrawnPerson.evidence()) {
                Files.write(pair.resolve("silhouette.png"), Pictures.encode(".png", evidence.silhouette()));
                Files.writeString(pair.resolve("evidence.json"), json(evidence));
            }
        }
    }

    private static String json(Evidence evidence) {
        ObjectNode node = new ObjectMapper().createObjectNode();
        node.put("version", 1);
        node.put("width", evidence.width());
        node.put("height", evidence.height());
        ArrayNode body = node.putArray("body");
        for (Landmark landmark : evidence.body()) {
            body.addObject()
                    .put("x", landmark.at().x())
                    .put("y", landmark.at().y())
                    .put("visibility", landmark.visibility());
        }
        node.putNull("face");
        node.put("silhouette", "silhouette.png");
        return node.toString();
    }

    private static byte[] png(Mat rgb) {
        Mat bgr = new Mat();
        Imgproc.cvtColor(rgb, bgr, Imgproc.COLOR_RGB2BGR);
        return Pictures.encode(".png", bgr);
    }
}
