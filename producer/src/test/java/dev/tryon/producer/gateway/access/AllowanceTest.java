/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class AllowanceTest {
    private final Hands clock = new Hands();

    @Test
    void letsTwoSecondsWorthThroughAndThenTheRate() {
        Allowance allowance = new Allowance(clock, 5, Long.MAX_VALUE);

        assertThat(taken(allowance, 20)).isEqualTo(10);
        clock.now = clock.now.plusMillis(400);
        assertThat(taken(allowance, 20)).isEqualTo(2);
    }

    @Test
    void saysWhenTheNextOneIsLetIn() {
        Allowance allowance = new Allowance(clock, 0.5, Long.MAX_VALUE);
        taken(allowance, 1);

        Duration wait = allowance.take().orElseThrow();
        assertThat(wait).isEqualTo(Duration.ofSeconds(2));
        clock.now = clock.now.plus(wait);
        assertThat(allowance.take()).isEmpty();
    }

    @Test
    void aQuotaEndsWithTheDay() {
        clock.now = Instant.parse("2026-11-26T23:00:00Z");
        Allowance allowance = new Allowance(clock, 100, 3);

        assertThat(taken(allowance, 5)).isEqualTo(3);
        assertThat(allowance.take()).hasValue(Duration.ofHours(1));
        clock.now = clock.now.plus(Duration.ofHours(1));
        assertThat(allowance.take()).isEmpty();
    }

    @Test
    void aClockThatGoesBackGivesNothing() {
        Allowance allowance = new Allowance(clock, 1, Long.MAX_VALUE);
        taken(allowance, 2);
        clock.now = clock.now.minusSeconds(100);

        assertThat(allowance.take()).isPresent();
    }

    private static int taken(Allowance allowance, int attempts) {
        int taken = 0;
        for (int i = 0; i < attempts; i++) {
            taken += allowance.take().isEmpty() ? 1 : 0;
        }
        return taken;
    }

    private static final class Hands extends Clock {
        private Instant now = Instant.parse("2026-11-26T12:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
