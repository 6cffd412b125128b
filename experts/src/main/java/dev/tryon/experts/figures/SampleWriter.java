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
        Canvas photo = sample.photo();
        Files.write(
                folder.resolve("silhouette.png"),
                PngWriter.encode(photo.silhouette(), photo.width(), photo.height(), 1));
        Files.write(folder.resolve("evidence.json"), json.writeValueAsBytes(sample.evidence()));
    }

    static void writeRgb(Path file, Canvas canvas) throws IOException {
        Files.write(file, PngWriter.encode(canvas.srgb(), canvas.width(), canvas.height(), 3));
    }
}
