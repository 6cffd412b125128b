/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.webhook;

import dev.tryon.platform.telemetry.Buckets;
import dev.tryon.producer.webhook.outbox.CallObserver;
import dev.tryon.producer.webhook.outbox.WebhookOutbox;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/** The meters of calls; {@code docs/metrics.md} says what each means. Thread-safe. */
public final class WebhooksMetrics implements CallObserver {
    public static final String CALLS = "tryon.webhooks.calls";
    public static final String DEAD = "tryon.webhooks.dead";
    public static final String PENDING = "tryon.webhooks.pending";

    private final MeterRegistry registry;

    public WebhooksMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void called(String outcome, Duration took) {
        Buckets.ANSWERS.timer(registry, CALLS, "outcome", outcome).record(took);
    }

    @Override
    public void dead(String reason) {
        registry.counter(DEAD, "code", reason).increment();
    }

    void watch(WebhookOutbox outbox) {
        Gauge.builder(PENDING, outbox, WebhookOutbox::pending).register(registry);
    }
}
