/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import static dev.tryon.masking.evidence.BodyLandmark.LEFT_ANKLE;
import static dev.tryon.masking.evidence.BodyLandmark.LEFT_FOOT_INDEX;
import static dev.tryon.masking.evidence.BodyLandmark.LEFT_HEEL;
import static dev.tryon.masking.evidence.BodyLandmark.LEFT_KNEE;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_ANKLE;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_FOOT_INDEX;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_HEEL;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_KNEE;

import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.geometry.Vec;
import java.util.List;
import java.util.stream.Stream;

/**
 * A foot and its shin, in pixels. Immutable.
 *
 * @param left whether it is the person's own left
 * @param toe BlazePose's foot index, near the ball of the big toe
 * @param visibility the lower of ankle's and toe's, [0, 1]
 */
public record Foot(boolean left, Vec knee, Vec ankle, Vec heel, Vec toe, double visibility) {
    /** The person's left and right, seen or not. */
    public static List<Foot> both(Evidence evidence) {
        return List.of(
                new Foot(
                        true,
                        evidence.at(LEFT_KNEE),
                        evidence.at(LEFT_ANKLE),
                        evidence.at(LEFT_HEEL),
                        evidence.at(LEFT_FOOT_INDEX),
                        Math.min(evidence.visibility(LEFT_ANKLE), evidence.visibility(LEFT_FOOT_INDEX))),
                new Foot(
                        false,
                        evidence.at(RIGHT_KNEE),
                        evidence.at(RIGHT_ANKLE),
                        evidence.at(RIGHT_HEEL),
                        evidence.at(RIGHT_FOOT_INDEX),
                        Math.min(evidence.visibility(RIGHT_ANKLE), evidence.visibility(RIGHT_FOOT_INDEX))));
    }

    public double shin() {
        return knee.distance(ankle);
    }

    /** Share of ankle, heel, toe and the points between them that lies within the picture. */
    public double inPicture(Evidence evidence) {
        long inside = Stream.of(ankle, heel, toe, ankle.towards(toe, 0.5), heel.towards(toe, 0.5))
                .filter(evidence::inPicture)
                .count();
        return inside / 5.0;
    }
}
