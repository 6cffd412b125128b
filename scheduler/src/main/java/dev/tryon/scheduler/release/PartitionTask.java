/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.release;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on one partition as long as this process owns it: session after session, since a session ends with whatever goes
 * wrong in it. Thread-safe; owns the thread.
 */
public final class PartitionTask implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PartitionTask.class);
    private static final Duration BEFORE_NEXT = Duration.ofSeconds(2);

    /** From taking over what is committed to the first thing that goes wrong. */
    @FunctionalInterface
    public interface Session {
        /** Returns when stopped; whatever it throws ends this session and begins another. */
        void run(BooleanSupplier stopped);
    }

    private final String name;
    private final Session session;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;

    /** @param name of the thread */
    public PartitionTask(String name, Session session) {
        this.name = name;
        this.session = session;
        this.thread = new Thread(this::run, name);
    }

    public PartitionTask start() {
        thread.start();
        return this;
    }

    /** Asks it to stop; {@link #close} waits until it has. */
    public void stop() {
        stopped.countDown();
    }

    @Override
    public void close() {
        stop();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!isStopped()) {
            try {
                session.run(this::isStopped);
            } catch (InterruptException e) {
                Thread.interrupted();
                return;
            } catch (RuntimeException e) {
                log.atWarn().setCause(e).addKeyValue("task", name).log("begins anew from what is committed");
                awaitStopped();
            }
        }
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    private void awaitStopped() {
        try {
            boolean unused = stopped.await(BEFORE_NEXT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
