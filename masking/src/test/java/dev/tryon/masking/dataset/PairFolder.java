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
            Mat packshot = DrawnProduct.packshot(DrawnProduct.teeMask(), new Scalar(244, 244, 244));
            try (Evidence evidence = DrawnPerson.evidence()) {
                write(folder.resolve("%06d".formatted(i)), DrawnPerson.photo(0.2 * i), packshot, evidence);
            }
        }
    }

    /** One pair; pictures are RGB. */
    public static void write(Path pair, Mat photo, Mat product, Evidence evidence) throws IOException {
        Files.createDirectories(pair);
        Files.write(pair.resolve("photo.png"), png(photo));
        Files.write(pair.resolve("product.png"), png(product));
        Files.write(pair.resolve("silhouette.png"), Pictures.encode(".png", evidence.silhouette()));
        Files.writeString(pair.resolve("evidence.json"), json(evidence));
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
        if (evidence.hasFace()) {
            ArrayNode face = node.putArray("face");
            evidence.face().forEach(point -> face.addArray().add(point.x()).add(point.y()));
        } else {
            node.putNull("face");
        }
        node.put("silhouette", "silhouette.png");
        return node.toString();
    }

    private static byte[] png(Mat rgb) {
        Mat bgr = new Mat();
        Imgproc.cvtColor(rgb, bgr, Imgproc.COLOR_RGB2BGR);
        return Pictures.encode(".png", bgr);
    }
}
