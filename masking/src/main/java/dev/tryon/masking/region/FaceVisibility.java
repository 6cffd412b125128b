/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.evidence.EvidenceNeeds;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.v1.FailureCode;
import org.opencv.core.Rect;

/** What experts that work on faces have to see, and where they look. Stateless. */
final class FaceVisibility {
    private FaceVisibility() {}

    static void check(Evidence evidence, EvidenceNeeds needs, int minimumPixels) throws PhotoRejectedException {
        FaceFrame face = FaceFrame.of(evidence);
        if (face.height() < minimumPixels) {
            throw new PhotoRejectedException(
                    FailureCode.REGION_NOT_VISIBLE,
                    "the face is %.0f pixels high, at least %d are needed; use a larger or a closer photo"
                            .formatted(face.height(), minimumPixels));
        }
        double share = face.inPicture(evidence);
        if (share < needs.minimumInPicture()) {
            throw new PhotoRejectedException(
                    FailureCode.REGION_NOT_VISIBLE,
                    "only %.0f %% of the face lies in the picture; use a photo that shows all of it"
                            .formatted(100 * share));
        }
    }

    /** The face and as much again on each side. */
    static Rect window(Evidence evidence) {
        return BodyWindow.around(evidence.face(), 0.9 * FaceFrame.of(evidence).height());
    }

    /** A mesh is either there or not; turned far away it is a guess. */
    static double confidence(Evidence evidence) {
        double turn = Math.abs(FaceFrame.of(evidence).turn());
        return evidence.score() * (turn < 0.7 ? 1 : 1 - (turn - 0.7) / 0.6);
    }
}
