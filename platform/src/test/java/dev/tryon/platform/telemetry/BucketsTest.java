/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BucketsTest {
    @Test
    void prometheusFindsCountsBelowEachBound() {
        try (Meters meters = new Meters()) {
            Buckets.ANSWERS
                    .timer(meters.registry(), "tryon.answers", "route", "/a")
                    .record(Duration.ofMillis(30));
            Buckets.ANSWERS
                    .timer(meters.registry(), "tryon.answers", "route", "/a")
                    .record(Duration.ofMinutes(1));

            assertThat(meters.registry().scrape())
                    .contains("tryon_answers_seconds_bucket{route=\"/a\",le=\"0.025\"} 0")
                    .contains("tryon_answers_seconds_bucket{route=\"/a\",le=\"0.05\"} 1")
                    .contains("tryon_answers_seconds_bucket{route=\"/a\",le=\"10.0\"} 1")
                    .contains("tryon_answers_seconds_bucket{route=\"/a\",le=\"+Inf\"} 2")
                    .contains("tryon_answers_seconds_count{route=\"/a\"} 2");
        }
    }
}
