/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.lifecycle;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waiting for threads. Stateless. */
public final class Threads {
    private static final Logger log = LoggerFactory.getLogger(Threads.class);

    private Threads() {}

    /**
     * Interrupts what an executor runs and waits until it has ended; says so in the log when it does not.
     *
     * @param what it runs, as {@code the canary}
     */
    public static void end(ExecutorService executor, Duration patience, String what) {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                log.atWarn().addKeyValue("thread", what).log("a thread does not react to its interrupt");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until a thread has ended, through interrupts; the caller is interrupted afterwards if it was meanwhile. */
    public static void joinUninterruptibly(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
