/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.job;

import dev.tryon.platform.telemetry.OpenSpan;
import dev.tryon.platform.telemetry.Tracing;
import dev.tryon.proto.LaneNames;
import dev.tryon.proto.cloudevents.CloudEvent;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.proto.cloudevents.Decoded;
import dev.tryon.proto.cloudevents.Malformed;
import dev.tryon.proto.cloudevents.TraceContext;
import dev.tryon.v1.DeadLettered;
import dev.tryon.v1.Failed;
import dev.tryon.v1.TryOnRequest;
import dev.tryon.worker.WorkerMetrics;
import dev.tryon.worker.announce.Announcer;
import dev.tryon.worker.lease.Acknowledgement;
import dev.tryon.worker.lease.LeasedWork;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From a leased record to its acknowledgement: decode, run, announce. What it returns completes when the announcement is in
 * Kafka, and only then is the lease accepted, so a request's end is never lost. Used by one thread at a time.
 */
final class JobHandler implements LeasedWork {

    private static final Logger log = LoggerFactory.getLogger(JobHandler.class);

    private final String expert;
    private final TryOnJob job;
    private final Retries retries;
    private final Announcer announcer;
    private final WorkerMetrics metrics;
    private final Tracing tracing;
    private final Clock clock;

    JobHandler(String expert, TryOnJob job, Retries retries, JobHandlers.Telling telling, Clock clock) {
        this.expert = expert;
        this.job = job;
        this.retries = retries;
        this.announcer = telling.announcer();
        this.metrics = telling.metrics();
        this.tracing = telling.tracing();
        this.clock = clock;
    }

    @Override
    public CompletableFuture<Acknowledgement> process(ConsumerRecord<byte[], byte[]> leased)
            throws InterruptedException {
        Decoded<TryOnRequest> decoded = CloudEventCodec.REQUESTS.decode(leased);
        if (decoded instanceof Malformed<TryOnRequest> malformed) {
            log.atWarn()
                    .addKeyValue("topic", leased.topic())
                    .addKeyValue("partition", leased.partition())
                    .addKeyValue("offset", leased.offset())
                    .addKeyValue("reason", malformed.text())
                    .log("not a request; it goes to the dead letters");
            metrics.malformed();
            return CompletableFuture.completedFuture(Acknowledgement.REJECT);
        }
        CloudEvent<TryOnRequest> event = decoded.event().orElseThrow();
        int deliveries = leased.deliveryCount().orElse((short) 1);
        int tries = Retries.tries(event.message(), deliveries);
        long leasedAt = System.nanoTime();
        String lane = lane(event.message());
        if (deliveries == 1) { // later ones waited for a worker that died
            metrics.leased(lane, Duration.between(Instant.ofEpochMilli(leased.timestamp()), clock.instant()));
        }
        OpenSpan lease = lease(event, tries);
        try {
            JobOutcome outcome = deliveries < Retries.LAST_DELIVERY
                    ? outcome(event.message(), tries, lease)
                    : retries.spent(event.message(), tries);
            metrics.ended(outcome);
            describe(lease, outcome);
            CompletableFuture<Acknowledgement> told = tell(outcome, lease);
            OpenSpan rest = lease.handOn();
            return told.whenComplete((acknowledgement, refusal) -> {
                rest.close();
                if (refusal == null) {
                    metrics.told(outcome, lane, Duration.ofNanos(System.nanoTime() - leasedAt));
                }
            });
        } catch (InterruptedException | RuntimeException e) {
            lease.close();
            throw e;
        }
    }

    /** From the record's arrival to what is acknowledged; the stages and the announcement are its legs. */
    private OpenSpan lease(CloudEvent<TryOnRequest> event, int attempt) {
        TryOnRequest request = event.message();
        return tracing.reading("lease", event.trace().orElse(null))
                .with("requestId", request.getRequestId())
                .with("expert", expert)
                .with("lane", lane(request))
                .with("attempt", attempt);
    }

    /** Whether the request keeps the contract's rules is not known yet. */
    private static String lane(TryOnRequest request) {
        return LaneNames.lanes().contains(request.getLane()) ? LaneNames.name(request.getLane()) : "unknown";
    }

    private static void describe(OpenSpan lease, JobOutcome outcome) {
        if (outcome instanceof JobOutcome.Ended ended && ended.event().hasFailed()) {
            Failed failed = ended.event().getFailed();
            lease.failed(failed.getCode().name(), failed.getMessage());
        } else if (outcome instanceof JobOutcome.DeadLettered dead) {
            DeadLettered letter = dead.event().getDeadLettered();
            lease.failed(letter.getCode().name(), letter.getMessage());
        }
    }

    private CompletableFuture<Acknowledgement> tell(JobOutcome outcome, OpenSpan lease) {
        OpenSpan announce = lease.child("announce").handOn();
        return tell(outcome, announce.context()).whenComplete((acknowledgement, refusal) -> announce.close());
    }

    private CompletableFuture<Acknowledgement> tell(JobOutcome outcome, @Nullable TraceContext trace) {
        if (outcome instanceof JobOutcome.Ended ended) {
            return announcer.announce(ended.event(), trace).thenApply(done -> Acknowledgement.ACCEPT);
        }
        if (outcome instanceof JobOutcome.Forwarded forwarded) {
            return announcer.forward(forwarded.next(), trace).thenApply(done -> Acknowledgement.ACCEPT);
        }
        if (outcome instanceof JobOutcome.Parked parked) {
            return announcer.park(parked.retry(), trace).thenApply(done -> Acknowledgement.ACCEPT);
        }
        if (outcome instanceof JobOutcome.DeadLettered dead) {
            return announcer.announce(dead.event(), trace).thenApply(done -> Acknowledgement.REJECT);
        }
        return CompletableFuture.completedFuture(Acknowledgement.RELEASE);
    }

    private JobOutcome outcome(TryOnRequest request, int attempt, OpenSpan lease) throws InterruptedException {
        try {
            return job.run(request, attempt, lease);
        } catch (CancellationException e) {
            return new JobOutcome.Released("the device is stopping");
        } catch (RuntimeException e) {
            lease.broke(e);
            log.atError()
                    .setCause(e)
                    .addKeyValue("requestId", request.getRequestId())
                    .addKeyValue("attempt", attempt)
                    .log("job broke");
            return retries.broke(request, attempt, e);
        }
    }
}
