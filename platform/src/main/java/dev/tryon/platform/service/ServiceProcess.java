/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.service;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process that is one service, from its start to SIGTERM. */
public final class ServiceProcess {

    /** Exit code of a service that refuses to start: sysexits.h's {@code EX_CONFIG}. */
    public static final int EX_CONFIG = 78;

    private static final int DIED = 1;
    private static final Logger log = LoggerFactory.getLogger(ServiceProcess.class);

    private ServiceProcess() {}

    /**
     * Starts the service and waits for SIGTERM or SIGINT. The JVM ends only after the service is closed, since its
     * shutdown waits for that. By itself a JVM that was sent a signal ends with 128 and the signal's number, which reads as
     * a failure; one whose service was closed as asked ends with 0.
     *
     * @return the process's exit code: 0 when it was stopped, 1 when the service was no longer alive
     */
    public static int runUntilStopped(Service service) throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        AtomicBoolean closedAsAsked = new AtomicBoolean();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            stopped.countDown();
                            awaitQuietly(closed);
                            if (closedAsAsked.get()) {
                                Runtime.getRuntime().halt(0);
                            }
                        },
                        "shutdown"));
        try {
            try (service) {
                service.start();
                log.atInfo().log("ready");
                while (!stopped.await(1, TimeUnit.SECONDS)) {
                    if (!service.alive()) {
                        log.atError().log("a part of the service died; ending");
                        return DIED;
                    }
                }
            }
            closedAsAsked.set(true);
            return 0;
        } finally {
            closed.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
