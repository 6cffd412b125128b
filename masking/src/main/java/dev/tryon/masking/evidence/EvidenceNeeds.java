/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.evidence;

import java.util.Objects;

/**
 * What an expert has to see. The silhouette is always looked for.
 *
 * @param body the 33 landmarks
 * @param face the 468 points
 * @param silhouetteThreshold where the soft silhouette counts as the person, in (0, 1)
 * @param minimumVisibility of the landmarks that the region hangs on, [0, 1]
 * @param minimumInPicture share of the region's own place that lies within the picture, [0, 1]
 */
public record EvidenceNeeds(
        Need body, Need face, double silhouetteThreshold, double minimumVisibility, double minimumInPicture) {
    public EvidenceNeeds {
        Objects.requireNonNull(body, "evidence.body");
        Objects.requireNonNull(face, "evidence.face");
        check("evidence.silhouette-threshold", silhouetteThreshold, 0.05, 0.95);
        check("evidence.minimum-visibility", minimumVisibility, 0, 1);
        check("evidence.minimum-in-picture", minimumInPicture, 0, 1);
    }

    private static void check(String key, double value, double from, double to) {
        if (!(value >= from && value <= to)) {
            throw new IllegalArgumentException("%s must be in [%s, %s], is %s".formatted(key, from, to, value));
        }
    }
}
