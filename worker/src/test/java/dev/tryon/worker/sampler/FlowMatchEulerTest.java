/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FlowMatchEulerTest {

    /** With a perfect model every step lies on the straight path, so any number of steps must end at x0. */
    @Test
    void endsAtPictureWhenVelocityIsTrue() {
        double picture = 0.3;
        double noise = -1.7;
        FlowMatchEuler sampler = new FlowMatchEuler(7, 0.8, 2.5);
        double sigma = sampler.start();
        double x = (1 - sigma) * picture + sigma * noise;

        for (int step = 0; step < sampler.steps(); step++) {
            x += sampler.coefficient(step) * (noise - picture);
        }

        assertThat(x).isCloseTo(picture, within(1e-6));
    }

    /** Esser et al. 2024, eq. 23 at s = 3: σ = 3·0.5 / (1 + 2·0.5) = 0.75 halfway. */
    @Test
    void shiftsLevelsTowardsNoise() {
        FlowMatchEuler sampler = new FlowMatchEuler(4, 1, 3);

        assertThat(sampler.timestep(0)).isEqualTo(1);
        assertThat(sampler.timestep(2)).isCloseTo(0.75f, within(1e-6f));
    }

    @Test
    void stepsFollowNonlinearFlowWithFirstOrderError() {
        // dx/dσ = x has the solution x(0) = x(1)·e^-1; Euler's product is (1 - 1/n)^n.
        int steps = 50;
        FlowMatchEuler sampler = new FlowMatchEuler(steps, 1, 1);
        double x = 1;

        for (int step = 0; step < steps; step++) {
            x += sampler.coefficient(step) * x;
        }

        assertThat(x).isCloseTo(Math.pow(1 - 1.0 / steps, steps), within(1e-6));
    }

    @Test
    void refusesStrengthOfNothing() {
        assertThatThrownBy(() -> new FlowMatchEuler(8, 0, 1)).hasMessageContaining("strength 0.0");
    }
}
