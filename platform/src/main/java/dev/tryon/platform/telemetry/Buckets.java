/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;

/**
 * Timers that also count how many of their times stayed below some bounds, so that a dashboard can ask for percentiles over
 * many processes ({@code histogram_quantile}). Each bound is a series for every tag, hence few, and as far apart as a
 * percentile may err. Immutable.
 */
public final class Buckets {
    /** Answers to people and programs. */
    public static final Buckets ANSWERS = new Buckets(10, 25, 50, 100, 250, 500, 1_000, 2_500, 10_000);
    /** Try-ons, from a cached one to many steps on a slow device. */
    public static final Buckets JOBS =
            new Buckets(250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000, 120_000);
    /** Waits for a worker: a shopper's seconds, a campaign's hours. */
    public static final Buckets WAITS =
            new Buckets(100, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000, 1_800_000, 7_200_000);

    private final Duration[] bounds;

    private Buckets(long... millis) {
        this.bounds = Arrays.stream(millis).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }

    /** The timer of that name and tags, made when it is first asked for. */
    public Timer timer(MeterRegistry registry, String name, String... tags) {
        return Timer.builder(name).tags(tags).serviceLevelObjectives(bounds).register(registry);
    }
}
