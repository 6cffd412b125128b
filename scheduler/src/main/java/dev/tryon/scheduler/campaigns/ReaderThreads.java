/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.campaigns;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The threads on which manifests are read and counted: {@code manifest} and {@code count}. Thread-safe; owns them. */
public final class ReaderThreads implements AutoCloseable {
    private static final long REACT_WITHIN_SECONDS = 30;

    private final ExecutorService readers;
    private final ExecutorService counters;

    /** @param reading at a time; one more counts */
    public ReaderThreads(int reading) {
        readers = Executors.newFixedThreadPool(reading, task -> new Thread(task, "manifest"));
        counters = Executors.newFixedThreadPool(1, task -> new Thread(task, "count"));
    }

    public Executor readers() {
        return readers;
    }

    public Executor counters() {
        return counters;
    }

    @Override
    public void close() {
        List<ExecutorService> both = List.of(readers, counters);
        both.forEach(ExecutorService::shutdownNow);
        try {
            for (ExecutorService threads : both) {
                if (!threads.awaitTermination(REACT_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("threads that read manifests do not react to their interrupt");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
