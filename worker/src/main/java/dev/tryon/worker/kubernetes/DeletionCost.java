/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.kubernetes;

import dev.tryon.platform.lifecycle.Threads;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the cluster how much would be lost with this pod, so that a pool which shrinks gives up idle pods before busy ones:
 * a ReplicaSet deletes those of the lowest {@code controller.kubernetes.io/pod-deletion-cost} first. The cost is the number
 * of jobs in hand. It is written when it has changed and at most once an interval, since every write is an update of the
 * pod that all who watch it are told of. A cluster that does not answer holds up nothing.
 *
 * <p>Thread-safe; owns the thread {@code deletion-cost}.
 */
public final class DeletionCost implements AutoCloseable {

    static final String ANNOTATION = "controller.kubernetes.io/pod-deletion-cost";

    private static final Logger log = LoggerFactory.getLogger(DeletionCost.class);
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private final PodAnnotations annotations;
    private final IntSupplier jobsInHand;
    private final Duration every;
    private final ScheduledExecutorService writes =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "deletion-cost"));
    private int written = -1;
    private boolean failing;

    public DeletionCost(Pod pod, IntSupplier jobsInHand, Duration every) {
        this.annotations = new PodAnnotations(pod);
        this.jobsInHand = jobsInHand;
        this.every = every;
    }

    public DeletionCost start() {
        var unused = writes.scheduleWithFixedDelay(this::write, 0, every.toNanos(), TimeUnit.NANOSECONDS);
        return this;
    }

    @Override
    public void close() {
        Threads.end(writes, Duration.ofSeconds(15), "the writer of the deletion cost");
    }

    private void write() {
        int cost = jobsInHand.getAsInt();
        if (cost == written) {
            return;
        }
        try {
            int status = annotations.set(ANNOTATION, Integer.toString(cost));
            if (status / 100 == 2) {
                written = cost;
                failing = false;
            } else {
                refused(status);
            }
        } catch (IOException e) {
            failed(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void refused(int status) {
        failed(
                status == UNAUTHORIZED || status == FORBIDDEN
                        ? "status " + status + ": the pod's service account needs the verb patch on pods"
                        : "status " + status);
    }

    /** Says it once, and goes on trying. */
    private void failed(String reason) {
        if (!failing) {
            log.atWarn()
                    .addKeyValue("reason", reason)
                    .log("the cluster does not take this pod's deletion cost; a shrinking pool may stop busy pods");
        }
        failing = true;
    }
}
