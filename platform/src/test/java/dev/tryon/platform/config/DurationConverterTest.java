/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DurationConverterTest {

    private final DurationConverter converter = new DurationConverter();

    @Test
    void readsNumbersWithUnitsAndIso() {
        assertThat(converter.convert("500ms")).isEqualTo(Duration.ofMillis(500));
        assertThat(converter.convert("2 m")).isEqualTo(Duration.ofMinutes(2));
        assertThat(converter.convert("PT1H30M")).isEqualTo(Duration.ofMinutes(90));
    }

    @Test
    void saysHowDurationIsWritten() {
        assertThatThrownBy(() -> converter.convert("soon"))
                .hasMessageContaining("soon")
                .hasMessageContaining("30s");
    }
}
