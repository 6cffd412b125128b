/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker;

import dev.tryon.platform.lifecycle.Closing;
import dev.tryon.platform.s3.ImageStore;
import dev.tryon.platform.s3.ResilientImageStore;
import dev.tryon.platform.s3.S3Clients;
import dev.tryon.platform.s3.S3Config;
import dev.tryon.worker.lease.LeaseGate;
import dev.tryon.worker.store.RememberingImageStore;
import dev.tryon.worker.store.StoreWatch;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;

/**
 * A worker's image store, from the inside out: S3, retries and circuits, what was read lately; and beside it the watch that
 * shuts the gate while it does not answer. Thread-safe; owns the clients and the watch.
 */
final class WorkerStore implements AutoCloseable {

    private static final Duration WATCH = Duration.ofSeconds(1);

    private final Closing closing = new Closing();
    private final ImageStore images;

    /** @param cacheBytes of pictures that were read lately */
    WorkerStore(S3Config s3, long cacheBytes, LeaseGate gate, Clock clock, MeterRegistry registry) {
        StoreMetrics circuits = new StoreMetrics(registry);
        StoreWatch watch = new StoreWatch(gate);
        ImageStore resilient = new ResilientImageStore(
                closing.add(S3Clients.singleTryImageStore(s3)),
                ResilientImageStore.Rules.of(s3),
                clock,
                (bucket, silent) -> {
                    circuits.circuit(bucket, silent);
                    watch.circuit(bucket, silent);
                });
        closing.add(watch).start(resilient, WATCH);
        images = new RememberingImageStore(
                resilient, new CacheMetrics(registry).watch("pictures", RememberingImageStore.cache(cacheBytes)));
    }

    ImageStore images() {
        return images;
    }

    @Override
    public void close() {
        closing.close();
    }
}
