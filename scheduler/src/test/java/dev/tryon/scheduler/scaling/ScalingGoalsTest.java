/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScalingGoalsTest {
    private final ScalingGoals goals =
            new ScalingGoals(Duration.ofSeconds(10), Duration.ofMinutes(30), Duration.ofSeconds(60), 0.5, 100);

    @Test
    void nothingToDoNeedsNobodyAndAnythingNeedsOne() {
        assertThat(goals.needed(new Demand(0, 0, 0, 3, false))).isZero();
        assertThat(goals.needed(new Demand(0, 0, 0, 3, true))).isEqualTo(1);
    }

    @Test
    void shoppersWhoAreAllServedAtOnceStillNeedReplicas() {
        assertThat(goals.needed(new Demand(0, 10, 0, 20, false))).isEqualTo(20);
    }

    @Test
    void shoppersNeedTheirLoadOverTheUtilisation() {
        assertThat(goals.needed(new Demand(0, 10, 0, 20, true))).isEqualTo(20);
    }

    @Test
    void whatWillStillWaitAfterTheColdStartIsDoneSoonAfter() {
        // 10 replicas do 600 s in the minute of the cold start; 1,000 + 300 - 600 remain, for 70 s: 10; and 5 / 0.5.
        assertThat(goals.needed(new Demand(1_000, 5, 0, 10, true))).isEqualTo(20);
        assertThat(goals.needed(new Demand(200, 5, 0, 10, true))).isEqualTo(10);
    }

    @Test
    void campaignsNeedWhatEndsThemInTheirTime() {
        assertThat(goals.needed(new Demand(0, 0, 18_000, 0, true))).isEqualTo(10);
        assertThat(goals.needed(new Demand(0, 10, 18_000, 20, true))).isEqualTo(30);
    }

    @Test
    void thereAreNoMoreThanTheMost() {
        assertThat(goals.needed(new Demand(0, 0, 1e9, 0, true))).isEqualTo(100);
    }

    @Test
    void goesUpAtOnceAndDownWhenFewerHaveSufficed() {
        SteadyReplicas steady = new SteadyReplicas(Duration.ofMinutes(5), Duration.ofMinutes(10));
        assertThat(steady.steady(4, 0)).isEqualTo(4);
        assertThat(steady.steady(9, 15)).isEqualTo(9);
        assertThat(steady.steady(2, 30)).isEqualTo(9);
        assertThat(steady.steady(5, 200)).isEqualTo(9);
        assertThat(steady.steady(3, 316)).isEqualTo(5);
        assertThat(steady.steady(0, 320)).isEqualTo(5);
        assertThat(steady.steady(0, 700)).as("the last one stays for a while").isEqualTo(1);
        assertThat(steady.steady(0, 917)).isZero();
        assertThat(steady.steady(1, 918)).isEqualTo(1);
    }
}
