/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.evidence.EvidenceNeeds;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.v1.FailureCode;
import org.opencv.core.Rect;

/** What the recipes for faces have in common: what has to be seen, and where they look. */
abstract class FaceRecipe implements RegionRecipe {
    /** The middles of the lower lids. */
    private static final int[] EYES = {145, 374};

    /** How much of a face there is at least between eyes and the picture's edge, in heights of the face. */
    private static final double ABOVE_EYES = 0.2;

    private final EvidenceNeeds needs;
    private final int minimumFace;

    /** @param minimumFace height of the smallest face that can be worked on, in pixels */
    FaceRecipe(EvidenceNeeds needs, int minimumFace) {
        this.needs = needs;
        this.minimumFace = minimumFace;
    }

    final double silhouetteThreshold() {
        return needs.silhouetteThreshold();
    }

    @Override
    public final void check(Evidence evidence) throws PhotoRejectedException {
        FaceFrame face = FaceFrame.of(evidence);
        if (face.height() < minimumFace) {
            throw new PhotoRejectedException(
                    FailureCode.REGION_NOT_VISIBLE,
                    "the face is %.0f pixels high, at least %d are needed; use a larger or a closer photo"
                            .formatted(face.height(), minimumFace));
        }
        double share = face.inPicture(evidence);
        if (share < needs.minimumInPicture()) {
            throw new PhotoRejectedException(
                    FailureCode.REGION_NOT_VISIBLE,
                    "only %.0f %% of the face lies in the picture; use a photo that shows all of it"
                            .formatted(100 * share));
        }
        for (int eye : EYES) {
            // Of a face that is cut off below the eyes the mesh is squeezed into what is left: eyes at the very edge.
            if (!evidence.inPicture(face.at(eye)) || !evidence.inPicture(face.at(face.at(eye), 0, -ABOVE_EYES))) {
                throw new PhotoRejectedException(
                        FailureCode.REGION_NOT_VISIBLE,
                        "the face is cut off at the eyes by the picture's edge; use a photo that shows all of it");
            }
        }
    }

    /** The face and as much again on each side. */
    @Override
    public final Rect window(Evidence evidence) {
        return BodyWindow.around(evidence.face(), 0.9 * FaceFrame.of(evidence).height());
    }

    /** The face's height. */
    @Override
    public final double unit(Evidence evidence) {
        return FaceFrame.of(evidence).height();
    }

    /** A mesh is either there or not; turned far away it is a guess. */
    @Override
    public final double confidence(Evidence evidence) {
        double turn = Math.abs(FaceFrame.of(evidence).turn());
        return evidence.score() * (turn < 0.7 ? 1 : 1 - (turn - 0.7) / 0.6);
    }
}
