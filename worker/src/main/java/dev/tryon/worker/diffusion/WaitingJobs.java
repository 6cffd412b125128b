/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.diffusion;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Jobs that are not on the device yet: interactive ones before bulk, each lane in the order of its coming. Thread-safe. */
final class WaitingJobs {

    private final Deque<Waiting> interactive = new ArrayDeque<>();
    private final Deque<Waiting> bulk = new ArrayDeque<>();

    /** A job and what its owner waits for. */
    record Waiting(DenoiseJob job, CompletableFuture<float[]> crop) {}

    synchronized void add(Waiting waiting) {
        (waiting.job().interactive() ? interactive : bulk).add(waiting);
        notifyAll();
    }

    /** What becomes of a job that waits. */
    enum Admission {
        ADMIT,
        /** Those behind it may go first. */
        PASS_OVER,
        /** Nobody goes before it. */
        HOLD_ALL
    }

    /** Takes the first job that is admitted; none when there is none. */
    synchronized Optional<Waiting> poll(Function<DenoiseJob, Admission> admission) {
        for (Deque<Waiting> lane : List.of(interactive, bulk)) {
            Iterator<Waiting> jobs = lane.iterator();
            while (jobs.hasNext()) {
                Waiting next = jobs.next();
                switch (admission.apply(next.job())) {
                    case ADMIT -> {
                        jobs.remove();
                        return Optional.of(next);
                    }
                    case PASS_OVER -> {}
                    case HOLD_ALL -> {
                        return Optional.empty();
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Takes all. */
    synchronized List<Waiting> drain() {
        List<Waiting> all = new ArrayList<>(interactive);
        all.addAll(bulk);
        interactive.clear();
        bulk.clear();
        return all;
    }

    /** Returns when there is a job. */
    synchronized void await() throws InterruptedException {
        while (interactive.isEmpty() && bulk.isEmpty()) {
            wait();
        }
    }

    synchronized int size() {
        return interactive.size() + bulk.size();
    }
}
