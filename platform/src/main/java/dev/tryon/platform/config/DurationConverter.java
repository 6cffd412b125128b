/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.Converter;

/** Reads {@code 500ms}, {@code 30s}, {@code 5m}, {@code 2h}, {@code 1d} and ISO-8601's {@code PT1H30M}. Stateless. */
public final class DurationConverter implements Converter<Duration> {

    private static final long serialVersionUID = 1L;
    private static final Pattern SIMPLE = Pattern.compile("(\\d+)\\s*(ms|s|m|h|d)");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));

    @Override
    public Duration convert(String value) {
        Matcher simple = SIMPLE.matcher(value.strip().toLowerCase(Locale.ROOT));
        try {
            return simple.matches()
                    ? UNITS.getOrDefault(simple.group(2), Duration.ZERO).multipliedBy(Long.parseLong(simple.group(1)))
                    : Duration.parse(value);
        } catch (DateTimeParseException | ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    "'" + value + "' is no duration; write it like 500ms, 30s, 5m or PT1H30M", e);
        }
    }
}
