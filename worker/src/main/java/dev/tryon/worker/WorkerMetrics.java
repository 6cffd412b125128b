/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker;

import dev.tryon.platform.telemetry.Buckets;
import dev.tryon.v1.FailureCode;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.worker.job.JobOutcome;
import dev.tryon.worker.job.Stage;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A worker's meters; {@code docs/metrics.md} says what each means. Thread-safe. */
public final class WorkerMetrics {

    public static final String JOBS = "tryon.worker.jobs";
    public static final String STAGE = "tryon.worker.stage";
    public static final String MALFORMED = "tryon.worker.malformed";
    public static final String WAIT = "tryon.worker.wait";
    public static final String SERVICE = "tryon.worker.service";

    private static final Set<String> PAINTED = Set.of("completed", "forwarded");

    private final MeterRegistry registry;
    private final String expert;

    public WorkerMetrics(MeterRegistry registry, String expert) {
        this.registry = registry;
        this.expert = expert;
    }

    /** A job was leased for the first time, after it had waited in its lane so long. */
    public void leased(String lane, Duration waited) {
        // Clocks of two machines: one that was written in the future has not waited.
        Buckets.WAITS
                .timer(registry, WAIT, "expert", expert, "lane", lane)
                .record(waited.isNegative() ? Duration.ZERO : waited);
    }

    /** What became of a job has been told; those that were painted count, since others cost next to nothing. */
    public void told(JobOutcome outcome, String lane, Duration sinceLease) {
        if (PAINTED.contains(name(outcome))) {
            Buckets.JOBS
                    .timer(registry, SERVICE, "expert", expert, "lane", lane)
                    .record(sinceLease);
        }
    }

    /** One job has come to its outcome. */
    public void ended(JobOutcome outcome) {
        registry.counter(JOBS, "expert", expert, "outcome", name(outcome), "code", code(outcome))
                .increment();
    }

    /** How long the stages of one job took, in nanoseconds. */
    public void stages(Map<Stage, Long> nanos) {
        nanos.forEach((stage, duration) ->
                registry.timer(STAGE, "expert", expert, "stage", stage.text()).record(duration, TimeUnit.NANOSECONDS));
    }

    /** One record was not a request. */
    public void malformed() {
        registry.counter(MALFORMED, "expert", expert).increment();
    }

    private static String name(JobOutcome outcome) {
        if (outcome instanceof JobOutcome.Ended ended) {
            TryOnEvent event = ended.event();
            boolean hit = event.hasCompleted() && event.getCompleted().getCacheHit();
            return hit ? "cache_hit" : event.getKindCase().name().toLowerCase(Locale.ROOT);
        }
        return outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static String code(JobOutcome outcome) {
        if (outcome instanceof JobOutcome.Ended ended && ended.event().hasFailed()) {
            return text(ended.event().getFailed().getCode());
        }
        return outcome instanceof JobOutcome.DeadLettered dead
                ? text(dead.event().getDeadLettered().getCode())
                : "none";
    }

    private static String text(FailureCode code) {
        return code.name().toLowerCase(Locale.ROOT);
    }
}
