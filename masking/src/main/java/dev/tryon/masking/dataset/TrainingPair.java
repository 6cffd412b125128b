/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder with a photo of a person who wears a product (photo.png), the product alone (product.png) and what is seen in
 * the photo (evidence.json); where the product is a face, what is seen in its picture too (product-evidence.json).
 */
record TrainingPair(Path folder) {
    Path photo() {
        return folder.resolve("photo.png");
    }

    Path product() {
        return folder.resolve("product.png");
    }

    Path evidence() {
        return folder.resolve("evidence.json");
    }

    /** What is seen in the product picture, for products that are people themselves; see {@link #hasProductEvidence}. */
    Path productEvidence() {
        return folder.resolve("product-evidence.json");
    }

    boolean hasProductEvidence() {
        return Files.isRegularFile(productEvidence());
    }

    String name() {
        return String.valueOf(folder.getFileName());
    }

    /** All pairs below a folder, by name. */
    static List<TrainingPair> list(Path pairs) throws IOException {
        try (Stream<Path> folders = Files.list(pairs)) {
            List<TrainingPair> found = folders.sorted()
                    .map(TrainingPair::new)
                    .filter(pair -> Files.isRegularFile(pair.evidence()))
                    .toList();
            if (found.isEmpty()) {
                throw new IOException(
                        pairs + " holds no pairs: expected folders with photo.png, product.png and" + " evidence.json");
            }
            return found;
        }
    }
}
