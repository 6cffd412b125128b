/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.proto.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InstantTextTest {
    @Test
    void isWrittenAsIso8601HasIt() {
        assertThat(InstantText.of(Instant.parse("2026-11-26T23:00:00Z"))).isEqualTo("2026-11-26T23:00:00Z");
        assertThat(InstantText.of(Instant.parse("2026-11-26T23:00:07.5Z"))).isEqualTo("2026-11-26T23:00:07.500Z");
        Random random = new Random(5);
        for (int i = 0; i < 10_000; i++) {
            int[] fractions = {0, 500_000_000, 500_000, 7, 999_999_000, random.nextInt(1_000_000_000)};
            Instant time = Instant.ofEpochSecond(random.nextLong(0, 4_000_000_000L) / 60 * 60 + i % 60)
                    .plusNanos(fractions[i % 6]);
            assertThat(InstantText.of(time)).isEqualTo(DateTimeFormatter.ISO_INSTANT.format(time));
            assertThat(InstantText.of(time.plusNanos(1))) // mostly of the same second
                    .isEqualTo(DateTimeFormatter.ISO_INSTANT.format(time.plusNanos(1)));
        }
    }
}
