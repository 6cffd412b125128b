/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.gateway;

import dev.tryon.platform.telemetry.Buckets;
import dev.tryon.producer.gateway.view.RecentRequests;
import dev.tryon.proto.LaneNames;
import dev.tryon.v1.Lane;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/** A gateway's meters; {@code docs/metrics.md} says what each means. Thread-safe. */
public final class GatewayMetrics {
    public static final String ACCEPTED = "tryon.gateway.accepted";
    public static final String REFUSED = "tryon.gateway.refused";
    public static final String ANSWERS = "tryon.gateway.answers";
    public static final String REMEMBERED = "tryon.gateway.remembered";

    private final MeterRegistry registry;

    public GatewayMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Kafka has a request. */
    public void accepted(Lane lane) {
        registry.counter(ACCEPTED, "lane", LaneNames.name(lane)).increment();
    }

    /** A request was not let in. */
    public void refused(int status) {
        registry.counter(REFUSED, "code", Integer.toString(status)).increment();
    }

    /** A call was answered. */
    public void answered(String route, int status, Duration took) {
        Buckets.ANSWERS
                .timer(registry, ANSWERS, "route", route, "code", Integer.toString(status))
                .record(took);
    }

    /** How much is known of recent requests. */
    void watch(RecentRequests recent) {
        Gauge.builder(REMEMBERED, recent, RecentRequests::size).register(registry);
    }
}
