/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.diffusion;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The jobs on the device, and whose turn it is.
 *
 * <p>It is the turn of the job that has waited longest since its last step; an interactive one counts as having waited
 * {@link #HEAD_START} steps more. So a shopper's job joins at once, even a full batch, whose bulk jobs then pause and keep
 * their state; and nobody pauses for long. With it go the next ones of the same expert. A job whose batch failed goes alone.
 *
 * <p>Used by the device's thread only.
 */
final class ActiveJobs {

    private static final int HEAD_START = 4;

    private final int maximumBatch;
    private final List<ActiveJob> jobs = new ArrayList<>();
    private final Map<String, BatchLimit> limits = new HashMap<>();

    /** @param maximumBatch jobs of one expert that step together */
    ActiveJobs(int maximumBatch) {
        this.maximumBatch = maximumBatch;
    }

    boolean isEmpty() {
        return jobs.isEmpty();
    }

    void add(ActiveJob job) {
        jobs.add(job);
    }

    void remove(Collection<ActiveJob> gone) {
        jobs.removeAll(gone);
    }

    /** Takes those out that something holds for. */
    List<ActiveJob> take(Predicate<ActiveJob> which) {
        List<ActiveJob> taken = jobs.stream().filter(which).toList();
        jobs.removeAll(taken);
        return taken;
    }

    /** Experts that must stay on the device. */
    Set<String> experts() {
        return jobs.stream().map(job -> job.job().expert()).collect(Collectors.toSet());
    }

    /** Whether a job can step soon. Interactive ones need not wait for bulk ones to leave: they take their place. */
    boolean hasRoom(DenoiseJob job) {
        long rivals = jobs.stream()
                .map(ActiveJob::job)
                .filter(other -> other.expert().equals(job.expert()))
                .filter(other -> other.interactive() || !job.interactive())
                .count();
        return rivals < maximumBatch;
    }

    List<ActiveJob> nextBatch() {
        List<ActiveJob> queue = new ArrayList<>(jobs);
        queue.sort(Comparator.comparingLong(ActiveJobs::turn));
        ActiveJob first = queue.get(0);
        if (first.suspected()) {
            return List.of(first);
        }
        String expert = first.job().expert();
        return queue.stream()
                .filter(job -> !job.suspected() && job.job().expert().equals(expert))
                .limit(limit(expert).now())
                .toList();
    }

    /** How many jobs of an expert the device's memory suffices for. */
    BatchLimit limit(String expert) {
        return limits.computeIfAbsent(expert, name -> new BatchLimit(maximumBatch));
    }

    private static long turn(ActiveJob job) {
        return job.lastStepped() - (job.job().interactive() ? HEAD_START : 0);
    }
}
