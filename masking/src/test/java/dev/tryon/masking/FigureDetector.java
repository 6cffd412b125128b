/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking;

import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.evidence.EvidenceDetector;
import dev.tryon.masking.evidence.EvidenceNeeds;
import dev.tryon.masking.geometry.Vec;
import java.util.Optional;
import org.opencv.core.Mat;

/** Sees the {@link DrawnFigure} in its photo, and the same in any other picture, scaled. */
public final class FigureDetector implements EvidenceDetector {
    @Override
    public Evidence detect(Mat uprightRgb, Optional<Vec> person, EvidenceNeeds needs) {
        try (Evidence figure = DrawnFigure.evidence()) {
            return figure.scaledTo(uprightRgb.cols(), uprightRgb.rows());
        }
    }

    @Override
    public boolean showsFace(Mat uprightRgb) {
        return false;
    }

    @Override
    public void close() {}
}
