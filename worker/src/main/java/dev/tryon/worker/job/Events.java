/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.job;

import com.google.protobuf.Timestamp;
import dev.tryon.v1.Cancelled;
import dev.tryon.v1.Completed;
import dev.tryon.v1.FailureCode;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.v1.TryOnRequest;
import java.time.Clock;
import java.time.Instant;

/**
 * The events of a request: all start with what the request says of itself, and those that end it carry it whole.
 * Immutable.
 */
final class Events {

    /**
     * Bytes of the largest request that an event repeats. The contract's rules keep requests far below; one that breaks
     * them may be as large as a record, and an event with such a one inside would be too large for Kafka.
     */
    static final int LARGEST_REPEATED = 256 * 1024;

    private final Clock clock;
    private final String worker;

    Events(Clock clock, String worker) {
        this.clock = clock;
        this.worker = worker;
    }

    TryOnEvent started(TryOnRequest request, int attempt) {
        TryOnEvent.Builder event = about(request);
        event.getStartedBuilder().setWorker(worker).setAttempt(attempt);
        return event.build();
    }

    TryOnEvent progress(TryOnRequest request, int step, int steps) {
        TryOnEvent.Builder event = about(request);
        event.getProgressBuilder().setDenoiseStep(step).setDenoiseSteps(steps);
        return event.build();
    }

    /** @param made by the last step; the event lists what the steps before it made */
    TryOnEvent completed(TryOnRequest request, Completed made) {
        return ending(request)
                .setCompleted(made.toBuilder().addAllIntermediates(request.getIntermediatesList()))
                .build();
    }

    TryOnEvent expired(TryOnRequest request) {
        TryOnEvent.Builder event = ending(request);
        event.getExpiredBuilder().setDeadline(request.getDeadline());
        return event.build();
    }

    TryOnEvent cancelled(TryOnRequest request, Cancelled order) {
        return ending(request).setCancelled(order).build();
    }

    TryOnEvent failed(TryOnRequest request, FailureCode code, String field, String message, int attempt) {
        TryOnEvent.Builder event = ending(request);
        event.getFailedBuilder()
                .setCode(code)
                .setField(field)
                .setMessage(message)
                .setAttempt(attempt);
        return event.build();
    }

    TryOnEvent deadLettered(TryOnRequest request, FailureCode code, String message, int deliveries) {
        TryOnEvent.Builder event = ending(request);
        event.getDeadLetteredBuilder().setCode(code).setMessage(message).setDeliveries(deliveries);
        return event.build();
    }

    private TryOnEvent.Builder ending(TryOnRequest request) {
        TryOnEvent.Builder event = about(request);
        return request.getSerializedSize() > LARGEST_REPEATED ? event : event.setRequest(request);
    }

    private TryOnEvent.Builder about(TryOnRequest request) {
        TryOnEvent.Builder event = TryOnEvent.newBuilder()
                .setRequestId(request.getRequestId())
                .setTenant(request.getTenant())
                .setLane(request.getLane())
                .setCampaignId(request.getCampaignId())
                .setWorkflow(request.getWorkflow())
                .putAllLabels(request.getLabelsMap())
                .setAt(timestamp(clock.instant()))
                .setPosition(request.getPosition())
                .setStepCount(request.getStepsCount());
        if (request.getPosition() < request.getStepsCount()) {
            event.setExpert(request.getSteps(request.getPosition()).getExpert());
        }
        return event;
    }

    static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }

    static Instant instant(Timestamp timestamp) {
        return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
    }
}
