/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker;

import dev.tryon.worker.store.ByteCache;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The meters of what a worker keeps of subjects; {@code docs/metrics.md} says what each means. Thread-safe. */
final class CacheMetrics {

    static final String READS = "tryon.worker.cache.reads";
    static final String BYTES = "tryon.worker.cache.bytes";

    private final MeterRegistry registry;

    CacheMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** @return the cache */
    <K, V> ByteCache<K, V> watch(String name, ByteCache<K, V> cache) {
        FunctionCounter.builder(READS, cache, ByteCache::hits)
                .tags("cache", name, "result", "hit")
                .register(registry);
        FunctionCounter.builder(READS, cache, ByteCache::misses)
                .tags("cache", name, "result", "miss")
                .register(registry);
        Gauge.builder(BYTES, cache, ByteCache::bytes).tag("cache", name).register(registry);
        return cache;
    }
}
