/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The system's clock plus what a file says, as ISO 8601: other processes put it forward and back. Thread-safe. */
final class MovableClock extends Clock {

    private static final Clock SYSTEM = Clock.systemUTC();

    private final Path file;

    MovableClock(Path file) {
        this.file = file;
    }

    static void put(Path file, Duration ahead) throws IOException {
        Files.writeString(file, ahead.toString());
    }

    @Override
    public Instant instant() {
        try {
            String ahead = Files.exists(file) ? Files.readString(file) : "";
            return ahead.isEmpty() ? SYSTEM.instant() : SYSTEM.instant().plus(Duration.parse(ahead));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new IllegalArgumentException("it tells instants only, not " + zone);
    }
}
