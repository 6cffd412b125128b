/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.decisions;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does something again and again; one failure is logged and does not end it. Owns its thread. Thread-safe. */
public final class Periodic implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Periodic.class);

    private final ScheduledExecutorService executor;

    private Periodic(ScheduledExecutorService executor) {
        this.executor = executor;
    }

    /** @param name of the thread */
    public static Periodic start(String name, Duration pause, Runnable work) {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, name));
        var unused = executor.scheduleWithFixedDelay(
                () -> quietly(name, work), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
        return new Periodic(executor);
    }

    private static void quietly(String name, Runnable work) {
        try {
            work.run();
        } catch (JdbiException e) {
            log.atWarn().setCause(e).addKeyValue("work", name).log("could not be done; trying again");
        } catch (RuntimeException e) {
            log.atError().setCause(e).addKeyValue("work", name).log("failed by a bug; trying again");
        }
    }

    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(10, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
