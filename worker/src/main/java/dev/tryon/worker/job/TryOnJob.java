/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.job;

import dev.tryon.platform.telemetry.OpenSpan;
import dev.tryon.proto.ExpertNames;
import dev.tryon.proto.FailureCodes;
import dev.tryon.proto.RequestRules;
import dev.tryon.proto.RuleViolation;
import dev.tryon.proto.Topics;
import dev.tryon.proto.cloudevents.TraceContext;
import dev.tryon.v1.Cancelled;
import dev.tryon.v1.Completed;
import dev.tryon.v1.Expert;
import dev.tryon.v1.FailureCode;
import dev.tryon.v1.TryOnRequest;
import dev.tryon.worker.WorkerMetrics;
import dev.tryon.worker.announce.Announcer;
import dev.tryon.worker.control.Cancellations;
import dev.tryon.worker.diffusion.DenoiseJob;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what becomes of one request: checks it, runs its step, and says how it ended. A store that does not answer
 * is not the job's fault: the job waits, its lease renewed by the slot, and goes on, or is parked when that takes long. Used by one
 * thread at a time.
 */
final class TryOnJob {

    private static final Logger log = LoggerFactory.getLogger(TryOnJob.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

    private final StepRunner steps;
    private final Events events;
    private final Retries retries;
    private final Announcer announcer;
    private final WorkerMetrics metrics;
    private final Duration progressEvery;
    private final Duration parkAfter;
    private final Cancellations cancellations;
    private final Clock clock;

    TryOnJob(StepRunner steps, Events events, Retries retries, JobHandlers.Telling telling, Clock clock) {
        this.steps = steps;
        this.events = events;
        this.retries = retries;
        this.announcer = telling.announcer();
        this.metrics = telling.metrics();
        this.progressEvery = telling.progressEvery();
        this.parkAfter = telling.parkAfter();
        this.cancellations = telling.cancellations();
        this.clock = clock;
    }

    /**
     * @param attempt how often it has been tried, from 1
     * @param lease the span of this delivery
     */
    JobOutcome run(TryOnRequest request, int attempt, OpenSpan lease) throws InterruptedException {
        Optional<JobOutcome> refused = refused(request, attempt);
        if (refused.isPresent()) {
            return refused.get();
        }
        Instant began = clock.instant();
        Duration wait = FIRST_WAIT;
        while (true) {
            if (request.hasDeadline() && clock.instant().isAfter(Events.instant(request.getDeadline()))) {
                return new JobOutcome.Ended(events.expired(request));
            }
            Optional<Cancelled> order = cancellations.of(request);
            if (order.isPresent()) {
                return new JobOutcome.Ended(events.cancelled(request, order.get()));
            }
            announcer.mention(events.started(request, attempt), lease.context());
            try {
                return finished(request, paint(request, attempt, lease));
            } catch (CancellationException e) {
                Cancelled why = cancellations.of(request).orElseThrow(() -> e); // else it is the device that stops
                return new JobOutcome.Ended(events.cancelled(request, why));
            } catch (JobFailedException e) {
                if (!FailureCodes.retryable(e.code())) {
                    String message = e.getMessage() + " (" + FailureCodes.advice(e.code()) + ")";
                    return new JobOutcome.Ended(events.failed(request, e.code(), e.field(), message, attempt));
                }
                if (clock.instant().plus(wait).isAfter(began.plus(parkAfter))) {
                    return retries.unavailable(request, e.code(), String.valueOf(e.getMessage()));
                }
                log.atWarn()
                        .setCause(e)
                        .addKeyValue("requestId", request.getRequestId())
                        .addKeyValue("failureCode", e.code())
                        .log("a dependency does not answer; the job waits");
                TimeUnit.NANOSECONDS.sleep(wait.toNanos());
                wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
            }
        }
    }

    /** What is wrong with the request itself, before anything is fetched. */
    private Optional<JobOutcome> refused(TryOnRequest request, int attempt) {
        List<RuleViolation> violations = RequestRules.violations(request);
        if (!violations.isEmpty()) {
            RuleViolation first = violations.get(0);
            return Optional.of(new JobOutcome.Ended(
                    events.failed(request, FailureCodes.of(first), first.field(), first.text(), attempt)));
        }
        Expert asked = request.getSteps(request.getPosition()).getExpert();
        if (asked != steps.expert()) {
            return Optional.of(new JobOutcome.Ended(events.failed(
                    request,
                    FailureCode.UNKNOWN_EXPERT,
                    "steps[" + request.getPosition() + "].expert",
                    "it asks for expert " + ExpertNames.name(asked) + " among the requests for "
                            + ExpertNames.name(steps.expert()) + "; write it to "
                            + Topics.requests(request),
                    attempt)));
        }
        return Optional.empty();
    }

    private Completed paint(TryOnRequest request, int attempt, OpenSpan lease)
            throws JobFailedException, InterruptedException {
        long queued = request.hasSubmittedAt()
                ? Duration.between(Events.instant(request.getSubmittedAt()), clock.instant())
                        .toNanos()
                : 0;
        StageClock stages = new StageClock(queued, lease);
        Completed completed = steps.run(request, attempt, watch(request, lease.context()), stages);
        metrics.stages(stages.nanos());
        Completed.Builder announced = completed.toBuilder();
        announced.getProvenanceBuilder().setAttempt(attempt).setTimings(stages.timings());
        return announced.build();
    }

    private JobOutcome finished(TryOnRequest request, Completed made) {
        Optional<TryOnRequest> next = Outfit.next(request, made);
        return next.isPresent()
                ? new JobOutcome.Forwarded(next.get())
                : new JobOutcome.Ended(events.completed(request, made));
    }

    private DenoiseJob.Watch watch(TryOnRequest request, @Nullable TraceContext trace) {
        int count = steps.denoiseSteps(request);
        ProgressPace pace = new ProgressPace(
                done -> announcer.mentionAside(events.progress(request, done, count), trace), progressEvery, clock);
        return new DenoiseJob.Watch(pace, () -> cancellations.of(request).isPresent());
    }
}
