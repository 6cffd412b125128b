/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.dataset;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/** A way to write the pairs of a shard, and what they were made with, into one file. Stateless. */
interface ShardFile {
    /** The file of the n-th shard, from 0. */
    default String name(int shard) {
        return "shard-%05d.%s".formatted(shard, extension());
    }

    /** Without a dot. */
    String extension();

    /**
     * Writes a whole file or none. The same rows and metadata make the same bytes.
     *
     * @param rows at least one; all of the same shapes
     */
    void write(Path file, List<ShardRow> rows, Map<String, String> metadata) throws IOException;

    /** The metadata that it was written with. */
    Map<String, String> metadata(Path file) throws IOException;

    static ShardFile of(TrainingSetOptions.Format format) {
        return switch (format) {
            case SAFETENSORS -> new SafetensorsFile();
            case WEBDATASET -> new WebDatasetFile();
        };
    }

    /** What fills a file. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream stream) throws IOException;
    }

    /** Writes beside {@code file} first and moves it there, so that a file that exists is whole. */
    static void writeWhole(Path file, Content content) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (OutputStream stream = Files.newOutputStream(part)) {
            content.writeTo(stream);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
