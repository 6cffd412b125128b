/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.dataset;

import dev.tryon.masking.Variation;
import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.evidence.Landmark;
import dev.tryon.masking.evidence.Parsing;
import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.placement.Nudge;
import dev.tryon.masking.policy.JitterRanges;
import java.util.List;
import java.util.Random;
import org.opencv.core.Mat;

/**
 * A simulated user and a simulated detector: landmarks are a little off, the face or the silhouette may be missing, the
 * mask is sloppy, the product lies askew. All chance comes from one seed, drawn in a fixed order. Used for one pair,
 * once, by one thread.
 */
final class UserJitter implements Variation {
    private final JitterRanges ranges;
    private final double strength;
    private final Random random;

    /** @param strength in [0, 1]; 0 changes nothing */
    UserJitter(JitterRanges ranges, double strength, long seed) {
        this.ranges = ranges;
        this.strength = strength;
        this.random = new Random(mix(seed));
    }

    @Override
    public Evidence evidence(Evidence detected, double unit) {
        if (strength == 0) {
            return Variation.super.evidence(detected, unit);
        }
        double noise = ranges.landmarkNoise() * strength * unit;
        List<Landmark> body = detected.body().stream()
                .map(landmark -> new Landmark(landmark.at().plus(gaussian(noise)), landmark.visibility()))
                .toList();
        boolean faceMissed = chance(ranges.faceDropout());
        Vec drift = gaussian(noise / 3);
        List<Vec> face = faceMissed
                ? List.of()
                : detected.face().stream().map(point -> point.plus(drift)).toList();
        Mat silhouette = chance(ranges.silhouetteDropout()) && detected.hasBody()
                ? StickSilhouette.draw(detected)
                : detected.silhouette().clone();
        Parsing parsing = detected.parsing() == null ? null : detected.parsing().copy();
        return new Evidence(detected.width(), detected.height(), silhouette, body, face, detected.score(), parsing);
    }

    @Override
    public void region(Mat mask, double unit) {
        if (strength > 0) {
            new SloppyMask(ranges, strength, random).apply(mask, unit);
        }
    }

    @Override
    public Nudge placement() {
        if (strength == 0) {
            return Nudge.NONE;
        }
        double shift = ranges.placementShift() * strength;
        double scale = ranges.placementScale() * strength;
        return new Nudge(
                random.nextGaussian() * shift,
                random.nextGaussian() * shift,
                Math.exp(random.nextGaussian() * scale),
                Math.exp(random.nextGaussian() * scale),
                random.nextGaussian() * ranges.placementTurn() * strength);
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability * strength;
    }

    private Vec gaussian(double deviation) {
        return new Vec(random.nextGaussian() * deviation, random.nextGaussian() * deviation);
    }

    /** SplitMix64's finaliser: neighbouring seeds must not give similar sequences. */
    static long mix(long seed) {
        long z = seed + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
