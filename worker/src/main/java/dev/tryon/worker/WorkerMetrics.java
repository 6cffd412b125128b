/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker;

import dev.tryon.v1.FailureCode;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.worker.job.JobOutcome;
import dev.tryon.worker.job.Stage;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A worker's meters; {@code docs/metrics.md} says what each means. Thread-safe. */
public final class WorkerMetrics {

    public static final String JOBS = "tryon.worker.jobs";
    public static final String STAGE = "tryon.worker.stage";
    public static final String MALFORMED = "tryon.worker.malformed";

    private final MeterRegistry registry;
    private final String expert;

    public WorkerMetrics(MeterRegistry registry, String expert) {
        this.registry = registry;
        this.expert = expert;
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
