/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval;

import dev.tryon.approval.console.PageObserver;
import dev.tryon.approval.ledger.LedgerConsumer;
import dev.tryon.platform.telemetry.Buckets;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.Supplier;

/** The approval service's meters; {@code docs/metrics.md} says what each means. Thread-safe. */
final class ApprovalMetrics implements LedgerConsumer.Observer, PageObserver {

    public static final String EVENTS = "tryon.approval.ledger.events";
    public static final String RESULTS = "tryon.approval.ledger.results";
    public static final String UNJUDGED = "tryon.approval.ledger.unjudged";
    public static final String MALFORMED = "tryon.approval.ledger.malformed";
    public static final String OUTBOX = "tryon.approval.outbox.waiting";
    public static final String PAGES = "tryon.approval.console.request";

    private final MeterRegistry registry;

    ApprovalMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void watchOutbox(Supplier<Number> waiting) {
        io.micrometer.core.instrument.Gauge.builder(OUTBOX, waiting).register(registry);
    }

    @Override
    public void written(int events, int judged, int unjudged) {
        registry.counter(EVENTS).increment(events);
        registry.counter(RESULTS).increment(judged);
        registry.counter(UNJUDGED).increment(unjudged);
    }

    @Override
    public void malformed() {
        registry.counter(MALFORMED).increment();
    }

    @Override
    public void answered(String route, int status, Duration took) {
        Buckets.ANSWERS
                .timer(registry, PAGES, "route", route, "status", Integer.toString(status))
                .record(took);
    }
}
