/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.job;

import dev.tryon.proto.cloudevents.CloudEvent;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.proto.cloudevents.Decoded;
import dev.tryon.proto.cloudevents.Malformed;
import dev.tryon.proto.cloudevents.TraceContext;
import dev.tryon.v1.FailureCode;
import dev.tryon.v1.TryOnRequest;
import dev.tryon.worker.WorkerMetrics;
import dev.tryon.worker.announce.Announcer;
import dev.tryon.worker.lease.Acknowledgement;
import dev.tryon.worker.lease.LeasedWork;
import java.util.concurrent.CancellationException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From a leased record to its acknowledgement: decode, run, announce. The announcement is in Kafka before the lease is
 * accepted, so a request's end is never lost. Used by one thread at a time.
 */
final class JobHandler implements LeasedWork {

    private static final Logger log = LoggerFactory.getLogger(JobHandler.class);
    /** Deliveries after which a job that breaks its worker each time is given up. */
    private static final int POISON_DELIVERIES = 3;

    private final TryOnJob job;
    private final Events events;
    private final Announcer announcer;
    private final WorkerMetrics metrics;

    JobHandler(TryOnJob job, Events events, Announcer announcer, WorkerMetrics metrics) {
        this.job = job;
        this.events = events;
        this.announcer = announcer;
        this.metrics = metrics;
    }

    @Override
    public Acknowledgement process(ConsumerRecord<byte[], byte[]> leased) throws InterruptedException {
        Decoded<TryOnRequest> decoded = CloudEventCodec.REQUESTS.decode(leased);
        if (decoded instanceof Malformed<TryOnRequest> malformed) {
            log.atWarn()
                    .addKeyValue("topic", leased.topic())
                    .addKeyValue("partition", leased.partition())
                    .addKeyValue("offset", leased.offset())
                    .addKeyValue("reason", malformed.text())
                    .log("not a request; it goes to the dead letters");
            metrics.malformed();
            return Acknowledgement.REJECT;
        }
        CloudEvent<TryOnRequest> event = decoded.event().orElseThrow();
        TraceContext trace = event.trace().orElse(null);
        int attempt = leased.deliveryCount().orElse((short) 1);
        JobOutcome outcome = outcome(event.message(), attempt, trace);
        metrics.ended(outcome);
        return tell(outcome, trace);
    }

    private Acknowledgement tell(JobOutcome outcome, @Nullable TraceContext trace) throws InterruptedException {
        if (outcome instanceof JobOutcome.Ended ended) {
            announcer.announce(ended.event(), trace);
            return Acknowledgement.ACCEPT;
        }
        if (outcome instanceof JobOutcome.Forwarded forwarded) {
            announcer.forward(forwarded.next(), trace);
            return Acknowledgement.ACCEPT;
        }
        if (outcome instanceof JobOutcome.DeadLettered dead) {
            announcer.announce(dead.event(), trace);
            return Acknowledgement.REJECT;
        }
        return Acknowledgement.RELEASE;
    }

    /** A bug may be this machine's: the job gets other tries before it is given up. */
    private JobOutcome outcome(TryOnRequest request, int attempt, @Nullable TraceContext trace)
            throws InterruptedException {
        try {
            return job.run(request, attempt, trace);
        } catch (CancellationException e) {
            return new JobOutcome.Released("the device is stopping");
        } catch (RuntimeException e) {
            log.atError()
                    .setCause(e)
                    .addKeyValue("requestId", request.getRequestId())
                    .addKeyValue("attempt", attempt)
                    .log("job broke");
            String message = "the job broke its worker " + attempt + " times: " + e;
            return attempt < POISON_DELIVERIES
                    ? new JobOutcome.Released(message)
                    : new JobOutcome.DeadLettered(events.deadLettered(request, FailureCode.POISON, message, attempt));
        }
    }
}
