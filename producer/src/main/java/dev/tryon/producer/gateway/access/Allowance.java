/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.gateway.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * How many requests a tenant may make: a token bucket, which fills steadily and holds two seconds' worth, and a number a
 * day. Unlike a limiter that refills in periods it knows exactly when the next request will be let in, which is what
 * {@code Retry-After} has to say. Thread-safe.
 */
public final class Allowance {
    private static final double SECONDS_HELD = 2;
    private static final double NANOS = 1e9;

    private final Clock clock;
    private final double perSecond;
    private final double most;
    private final long perDay;
    private double tokens;
    private Instant filled;
    private Instant day;
    private long today;

    /** @param perDay {@code Long.MAX_VALUE} for no quota */
    public Allowance(Clock clock, double perSecond, long perDay) {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("rate: must be above 0; it is " + perSecond);
        }
        this.clock = clock;
        this.perSecond = perSecond;
        this.most = Math.max(1, perSecond * SECONDS_HELD);
        this.perDay = perDay;
        this.tokens = most;
        this.filled = clock.instant();
        this.day = filled.truncatedTo(ChronoUnit.DAYS);
    }

    /** Takes one request from it; or says how long to wait until there is one. */
    public synchronized Optional<Duration> take() {
        Instant now = clock.instant();
        Instant nowsDay = now.truncatedTo(ChronoUnit.DAYS);
        if (!nowsDay.equals(day)) {
            day = nowsDay;
            today = 0;
        }
        if (today >= perDay) {
            Instant tomorrow = day.atOffset(ZoneOffset.UTC).plusDays(1).toInstant();
            return Optional.of(Duration.between(now, tomorrow));
        }
        double passed = Math.max(0, Duration.between(filled, now).toNanos() / NANOS);
        tokens = Math.min(most, tokens + passed * perSecond);
        filled = now;
        if (tokens < 1) {
            return Optional.of(Duration.ofNanos((long) ((1 - tokens) / perSecond * NANOS)));
        }
        tokens--;
        today++;
        return Optional.empty();
    }
}
