/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.evidence;

import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.photo.PhotoRejectedException;
import java.util.Optional;
import org.opencv.core.Mat;

/** Adds what a {@link HumanParser} sees to another detector's evidence. Owns both; one thread at a time. */
public final class ParsingDetector implements EvidenceDetector {
    private final EvidenceDetector detector;
    private final HumanParser parser;

    public ParsingDetector(EvidenceDetector detector, HumanParser parser) {
        this.detector = detector;
        this.parser = parser;
    }

    @Override
    public Evidence detect(Mat uprightRgb, Optional<Vec> person, EvidenceNeeds needs) throws PhotoRejectedException {
        Evidence seen = detector.detect(uprightRgb, person, needs);
        try {
            return seen.with(parser.parse(uprightRgb));
        } catch (RuntimeException e) {
            seen.close();
            throw e;
        }
    }

    @Override
    public boolean showsFace(Mat uprightRgb) {
        return detector.showsFace(uprightRgb);
    }

    @Override
    public Optional<String> parserFingerprint() {
        return Optional.of(parser.fingerprint());
    }

    @Override
    public void close() {
        detector.close();
    }
}
