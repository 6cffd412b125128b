/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.webhook.outbox;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a call is tried again: twice as long each time, and of that a random share between half and all,
 * so that calls which failed together do not come back together.
 *
 * @param first after the first try
 * @param longest ever
 */
public record Backoff(Duration first, Duration longest) {
    private static final int MOST_DOUBLINGS = 30;

    public Backoff {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "must begin above 0 and end at no less; they are " + first + ", " + longest);
        }
    }

    /** The pause after so many tries, at least one. */
    Duration after(int attempts, RandomGenerator random) {
        Duration doubled = first.multipliedBy(1L << Math.min(attempts - 1, MOST_DOUBLINGS));
        long whole = (doubled.compareTo(longest) < 0 ? doubled : longest).toMillis();
        return Duration.ofMillis(whole / 2 + random.nextLong(whole / 2 + 1));
    }
}
