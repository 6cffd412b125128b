/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tryon.experts.figures.raster.Canvas;
import dev.tryon.experts.figures.raster.PngWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes samples as folders of PNG and JSON, the form that {@code tryon mask dataset} reads. Thread-safe. */
final class SampleWriter {
    private final ObjectMapper json = new ObjectMapper();
    private final Path root;
    private final boolean withBefore;

    SampleWriter(Path root, boolean withBefore) {
        this.root = root;
        this.withBefore = withBefore;
    }

    /** @param number from 1; names the folder */
    void write(int number, FigureSample sample) throws IOException {
        Path folder = Files.createDirectories(root.resolve("%06d".formatted(number)));
        writeRgb(folder.resolve("photo.png"), sample.photo());
        writeRgb(folder.resolve("product.png"), sample.product());
        if (withBefore) {
            writeRgb(folder.resolve("before.png"), sample.before());
        }
        writeEvidence(folder, "", sample.photo(), sample.evidence());
        Evidence productEvidence = sample.productEvidence();
        if (productEvidence != null) {
            writeEvidence(folder, "product-", sample.product(), productEvidence);
        }
    }

    private void writeEvidence(Path folder, String prefix, Canvas picture, Evidence evidence) throws IOException {
        String silhouette = prefix + "silhouette.png";
        Files.write(
                folder.resolve(silhouette),
                PngWriter.encode(picture.silhouette(), picture.width(), picture.height(), 1));
        Files.write(
                folder.resolve(prefix + "evidence.json"), json.writeValueAsBytes(evidence.withSilhouette(silhouette)));
    }

    static void writeRgb(Path file, Canvas canvas) throws IOException {
        Files.write(file, PngWriter.encode(canvas.srgb(), canvas.width(), canvas.height(), 3));
    }
}
