/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.evidence;

import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.photo.PhotoRejectedException;
import java.util.Optional;
import org.opencv.core.Mat;

/** Port: finds the person of a photo. Implementations are used by one thread at a time and own native memory. */
public interface EvidenceDetector extends AutoCloseable {
    /**
     * @param uprightRgb CV_8UC3, RGB; read only
     * @param person where several are seen: the one at this point, as fractions of width and height; else the largest
     * @param needs what to look for; only what is REQUIRED or WANTED costs time
     * @return evidence that the caller closes; it has all that is REQUIRED
     * @throws PhotoRejectedException NO_PERSON
     */
    Evidence detect(Mat uprightRgb, Optional<Vec> person, EvidenceNeeds needs) throws PhotoRejectedException;

    /** Whether a human face looks out of the picture; much cheaper than {@link #detect}. */
    boolean showsFace(Mat uprightRgb);

    /** Names the human-parsing model that is used beside the fixed detectors; empty without one. */
    default Optional<String> parserFingerprint() {
        return Optional.empty();
    }

    /** Releases the networks. Idempotent. */
    @Override
    void close();
}
