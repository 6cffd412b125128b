/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.store;

import dev.tryon.platform.lifecycle.Threads;
import dev.tryon.platform.s3.ImageStore;
import dev.tryon.platform.s3.ImageStoreException;
import dev.tryon.platform.s3.S3Uri;
import dev.tryon.worker.lease.LeaseGate;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shuts the gate while no bucket answers, and asks the silent ones until one does: with nothing leased nobody else would
 * find out. One silent bucket of several is no reason, since other tenants' jobs can be done.
 *
 * <p>Thread-safe; owns the thread {@code store-watch}, neither the store nor the gate.
 */
public final class StoreWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StoreWatch.class);
    /** Asked for, and not there: that the store says so is an answer. */
    private static final String NOTHING = ".tryon-are-you-there";

    private final LeaseGate gate;
    private final ConcurrentMap<String, Boolean> silent = new ConcurrentHashMap<>();
    private boolean noneAnswers;
    private final ScheduledExecutorService asking =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "store-watch"));

    public StoreWatch(LeaseGate gate) {
        this.gate = gate;
    }

    /**
     * Goes on asking the silent buckets.
     *
     * @param every a call of a bucket whose circuit is open reaches nobody
     */
    public StoreWatch start(ImageStore store, Duration every) {
        var unused =
                asking.scheduleWithFixedDelay(() -> ask(store), every.toNanos(), every.toNanos(), TimeUnit.NANOSECONDS);
        return this;
    }

    /** A bucket does not answer, or does again. */
    public synchronized void circuit(String bucket, boolean isSilent) {
        silent.put(bucket, isSilent);
        boolean none = silent.values().stream().allMatch(each -> each);
        if (none && !noneAnswers) {
            log.atWarn().addKeyValue("bucket", bucket).log("the image store does not answer; nothing is leased");
            gate.shut();
        } else if (!none && noneAnswers) {
            log.atInfo().addKeyValue("bucket", bucket).log("the image store answers; leasing goes on");
            gate.open();
        }
        noneAnswers = none;
    }

    @Override
    public void close() {
        Threads.end(asking, Duration.ofSeconds(5), "the store's watch");
    }

    private void ask(ImageStore store) {
        for (Map.Entry<String, Boolean> bucket : silent.entrySet()) {
            if (bucket.getValue()) {
                try {
                    var unused = store.find(new S3Uri(bucket.getKey(), NOTHING));
                } catch (ImageStoreException e) {
                    log.atDebug()
                            .setCause(e)
                            .addKeyValue("bucket", bucket.getKey())
                            .log("still no answer");
                }
            }
        }
    }
}
