/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.masking.DrawnPerson;
import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.policy.JitterRanges;
import dev.tryon.masking.policy.MaskPolicies;
import dev.tryon.masking.raster.Shapes;
import dev.tryon.v1.Expert;
import org.junit.jupiter.api.Test;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Size;

class UserJitterTest {
    private static final JitterRanges RANGES =
            MaskPolicies.of(Expert.EXPERT_TOP).jitter();

    private static final double UNIT = 100;

    private static Mat jittered(double strength, long seed) {
        try (Evidence evidence = DrawnPerson.evidence()) {
            Mat mask = Shapes.blank(new Size(evidence.width(), evidence.height()));
            Shapes.disc(mask, new Vec(180, 240), 90);
            new UserJitter(RANGES, strength, seed).region(mask, 100);
            return mask;
        }
    }

    private static int difference(Mat a, Mat b) {
        Mat difference = new Mat();
        Core.absdiff(a, b, difference);
        return Core.countNonZero(difference);
    }

    @Test
    void changesNothingAtStrengthZero() {
        try (Evidence evidence = DrawnPerson.evidence();
                Evidence same = new UserJitter(RANGES, 0, 3).evidence(evidence, UNIT)) {
            assertThat(same.body()).isEqualTo(evidence.body());
        }
        assertThat(difference(jittered(0, 3), jittered(0, 4))).isZero();
    }

    @Test
    void isDeterminedByItsSeed() {
        assertThat(difference(jittered(1, 3), jittered(1, 3))).isZero();
        assertThat(difference(jittered(1, 3), jittered(1, 4))).isPositive();
    }

    @Test
    void neverLosesMostOfTheMask() {
        int area = Core.countNonZero(jittered(0, 0));

        for (int seed = 0; seed < 60; seed++) {
            assertThat(Core.countNonZero(jittered(1, seed))).isGreaterThan(area / 2 - 1);
        }
    }

    @Test
    void movesLandmarksByAboutTheNoiseOfThePolicy() {
        try (Evidence evidence = DrawnPerson.evidence()) {
            double sum = 0;
            int count = 0;
            for (int seed = 0; seed < 20; seed++) {
                try (Evidence moved = new UserJitter(RANGES, 1, seed).evidence(evidence, UNIT)) {
                    for (int i = 0; i < 33; i++) {
                        double distance = moved.body()
                                .get(i)
                                .at()
                                .distance(evidence.body().get(i).at());
                        sum += distance * distance / 2;
                        count++;
                    }
                }
            }
            // The unit is 100: the shoulders' distance.
            assertThat(Math.sqrt(sum / count))
                    .isBetween(0.9 * 100 * RANGES.landmarkNoise(), 1.1 * 100 * RANGES.landmarkNoise());
        }
    }
}
