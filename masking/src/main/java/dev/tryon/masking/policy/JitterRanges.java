/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.policy;

import java.util.Objects;

/**
 * What users and detectors do to a mask, at strength 1; lengths in body units, turns in radians.
 *
 * @param landmarkNoise standard deviation of every landmark
 * @param grow by which the whole region is grown or shrunk
 * @param wobble amplitude of a slow wave along the border
 * @param brushStrokes at most this many, painted on or rubbed out near the border
 * @param brushWidth half their width
 * @param boxProbability that the user drew a box instead
 * @param hullProbability that the user drew around it instead
 * @param faceDropout probability that the face is not detected
 * @param silhouetteDropout probability that the silhouette comes from the pose alone
 * @param placementShift standard deviation of the placed product's position
 * @param placementScale standard deviation of its scale
 * @param placementTurn standard deviation of its turn
 */
public record JitterRanges(
        double landmarkNoise,
        Range grow,
        double wobble,
        int brushStrokes,
        Range brushWidth,
        double boxProbability,
        double hullProbability,
        double faceDropout,
        double silhouetteDropout,
        double placementShift,
        double placementScale,
        double placementTurn) {
    public JitterRanges {
        Ranges.check("jitter.landmark-noise", landmarkNoise, 0, 0.5);
        Objects.requireNonNull(grow, "jitter.grow");
        Ranges.check("jitter.wobble", wobble, 0, 0.5);
        Ranges.check("jitter.brush-strokes", brushStrokes, 0, 100);
        Objects.requireNonNull(brushWidth, "jitter.brush-width");
        Ranges.check("jitter.box-probability", boxProbability, 0, 1);
        Ranges.check("jitter.hull-probability", hullProbability, 0, 1 - boxProbability);
        Ranges.check("jitter.face-dropout", faceDropout, 0, 1);
        Ranges.check("jitter.silhouette-dropout", silhouetteDropout, 0, 1);
        Ranges.check("jitter.placement-shift", placementShift, 0, 0.5);
        Ranges.check("jitter.placement-scale", placementScale, 0, 0.5);
        Ranges.check("jitter.placement-turn", placementTurn, 0, 0.5);
    }

    /** A closed range of numbers. */
    public record Range(double from, double to) {
        public Range {
            Ranges.check("range.to", to, from, 10);
        }
    }
}
