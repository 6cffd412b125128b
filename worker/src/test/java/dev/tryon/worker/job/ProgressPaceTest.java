/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressPaceTest {

    private final List<Integer> told = new ArrayList<>();
    private Instant now = Instant.EPOCH;

    @Test
    void tellsFirstStepAtOnceAndThenOnePerInterval() {
        ProgressPace pace = new ProgressPace(told::add, Duration.ofSeconds(1), clock());

        for (int step = 1; step <= 10; step++) {
            pace.accept(step);
            now = now.plusMillis(250);
        }

        assertThat(told).containsExactly(1, 5, 9);
    }

    @Test
    void tellsEveryStepOfSlowJob() {
        ProgressPace pace = new ProgressPace(told::add, Duration.ofSeconds(1), clock());

        for (int step = 1; step <= 3; step++) {
            pace.accept(step);
            now = now.plusSeconds(2);
        }

        assertThat(told).containsExactly(1, 2, 3);
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }
}
