/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.evidence;

import dev.tryon.masking.geometry.Vec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.opencv.core.Mat;

/**
 * Sees in every picture what a file says, scaled to it: for pictures that came with their evidence. Holds no native
 * memory; thread-safe.
 */
public final class SuppliedDetector implements EvidenceDetector {
    private final Path json;

    /** @param json as {@link SuppliedEvidence} reads it */
    public SuppliedDetector(Path json) {
        this.json = json;
    }

    @Override
    public Evidence detect(Mat uprightRgb, Optional<Vec> person, EvidenceNeeds needs) {
        try (Evidence evidence = SuppliedEvidence.read(json)) {
            return evidence.scaledTo(uprightRgb.cols(), uprightRgb.rows());
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    @Override
    public boolean showsFace(Mat uprightRgb) {
        return false;
    }

    @Override
    public void close() {}
}
