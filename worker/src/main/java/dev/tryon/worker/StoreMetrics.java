/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The image store's meters; {@code docs/metrics.md} says what each means. Thread-safe. */
final class StoreMetrics {

    static final String CIRCUIT_OPEN = "tryon.worker.store.circuit_open";

    private final MeterRegistry registry;
    private final ConcurrentMap<String, AtomicInteger> open = new ConcurrentHashMap<>();

    StoreMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Whether a bucket is asked nothing for now. */
    void circuit(String bucket, boolean isOpen) {
        open.computeIfAbsent(bucket, this::gauge).set(isOpen ? 1 : 0);
    }

    private AtomicInteger gauge(String bucket) {
        AtomicInteger state = new AtomicInteger();
        Gauge.builder(CIRCUIT_OPEN, state, AtomicInteger::get)
                .tag("bucket", bucket)
                .register(registry);
        return state;
    }
}
