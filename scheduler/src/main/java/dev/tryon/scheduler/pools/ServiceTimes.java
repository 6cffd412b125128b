/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.pools;

import dev.tryon.v1.Completed;
import dev.tryon.v1.Expert;
import dev.tryon.v1.Step;
import dev.tryon.v1.Timings;
import dev.tryon.v1.TryOnEvent;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long a device works on a job, from the timings that workers announce.
 *
 * <p>A device denoises several jobs at once, so the sum of their denoise times says too much. What counts is how long the
 * device was busy: the union of the jobs' denoise intervals, by worker and expert, divided by their number. Events of one
 * worker come nearly in order, so the union needs one number per worker: until when it has been counted. The figure is
 * smoothed over about fifty jobs. A result that was there before says nothing of the device and is passed over.
 *
 * <p>Thread-safe.
 */
public final class ServiceTimes {
    private static final double SMOOTHING = 0.02;
    private static final int MOST_WORKERS = 20_000;

    private final double assumedSeconds;
    private final Map<Expert, Measured> experts = new EnumMap<>(Expert.class);

    private static final class Measured {
        final Map<String, Double> countedUntil = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Double> eldest) {
                return size() > MOST_WORKERS;
            }
        };
        long jobs;
        double seconds;
        double steps;
    }

    /** @param assumedSeconds of a job before the first is measured */
    public ServiceTimes(double assumedSeconds) {
        if (!(assumedSeconds > 0)) {
            throw new IllegalArgumentException("assumed seconds must be more than 0, not " + assumedSeconds);
        }
        this.assumedSeconds = assumedSeconds;
    }

    /** Takes an event in; only Completed ones that were painted count. */
    public synchronized void take(TryOnEvent event) {
        if (!event.hasCompleted() || event.getCompleted().getCacheHit()) {
            return;
        }
        Completed completed = event.getCompleted();
        Timings timings = completed.getProvenance().getTimings();
        double denoise = seconds(timings.getDenoise());
        if (!(denoise > 0)) {
            return;
        }
        Measured measured = experts.computeIfAbsent(event.getExpert(), expert -> new Measured());
        double end = event.getAt().getSeconds()
                + event.getAt().getNanos() / 1e9
                - seconds(timings.getStitch())
                - seconds(timings.getStore());
        double from = Math.max(
                end - denoise,
                measured.countedUntil.getOrDefault(completed.getProvenance().getWorker(), 0.0));
        measured.countedUntil.merge(completed.getProvenance().getWorker(), end, Math::max);
        measured.jobs++;
        double share = Math.max(SMOOTHING, 1.0 / measured.jobs);
        measured.seconds += share * (Math.max(0, end - from) - measured.seconds);
        measured.steps += share * (completed.getProvenance().getDenoiseSteps() - measured.steps);
    }

    /** Seconds of one device for one job; what is assumed until something is measured. */
    public synchronized double secondsPerJob(Expert expert) {
        Measured measured = experts.get(expert);
        return measured == null ? assumedSeconds : Math.max(measured.seconds, 1e-4);
    }

    /**
     * What one step of a request will cost: denoise steps count, where it names them. Pixels do not: an expert's canvas has
     * one size, whatever the photo's.
     */
    public synchronized double predict(Step step) {
        double mean = secondsPerJob(step.getExpert());
        Measured measured = experts.get(step.getExpert());
        if (!step.getParameters().hasSteps() || measured == null || !(measured.steps > 0)) {
            return mean;
        }
        return mean * step.getParameters().getSteps() / measured.steps;
    }

    static Instant at(TryOnEvent event) {
        return Instant.ofEpochSecond(event.getAt().getSeconds(), event.getAt().getNanos());
    }

    private static double seconds(com.google.protobuf.Duration duration) {
        return duration.getSeconds() + duration.getNanos() / 1e9;
    }
}
