/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.lease;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The work on leased records, mostly one. {@link #call} does it on the slot's job thread, one after the other, while what has
 * been done is being announced; the slot's own thread takes what has ended. Thread-safe.
 */
final class Handful implements Callable<Void> {

    private final List<ConsumerRecord<byte[], byte[]>> records;
    private final LeasedWork work;
    private final LeaseSize size;
    private final Map<ConsumerRecord<byte[], byte[]>, Acknowledgement> ended = new LinkedHashMap<>();
    private volatile boolean last;

    /** @param size is told how each ended */
    Handful(Collection<ConsumerRecord<byte[], byte[]>> records, LeasedWork work, LeaseSize size) {
        this.records = List.copyOf(records);
        this.work = work;
        this.size = size;
    }

    /**
     * Returns when everything is announced. A job that throws ends it, and is to be released like those that were not begun and
     * those whose announcement failed.
     */
    @Override
    public Void call() throws InterruptedException, ExecutionException {
        List<CompletableFuture<Void>> announced = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (last && !announced.isEmpty()) {
                break;
            }
            long began = System.nanoTime();
            CompletableFuture<Acknowledgement> end = work.process(record);
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            announced.add(end.thenAccept(outcome -> end(record, outcome, took)));
        }
        return CompletableFuture.allOf(announced.toArray(new CompletableFuture<?>[0]))
                .get();
    }

    private void end(ConsumerRecord<byte[], byte[]> record, Acknowledgement outcome, Duration took) {
        size.ended(outcome, took);
        synchronized (this) {
            ended.put(record, outcome);
        }
    }

    /** No record is begun any more but the first, which everybody takes for begun. */
    void beginNoMore() {
        last = true;
    }

    /** What has ended since this was last asked. */
    synchronized Map<ConsumerRecord<byte[], byte[]>, Acknowledgement> takeEnded() {
        Map<ConsumerRecord<byte[], byte[]>, Acknowledgement> taken = new LinkedHashMap<>(ended);
        ended.clear();
        return taken;
    }
}
