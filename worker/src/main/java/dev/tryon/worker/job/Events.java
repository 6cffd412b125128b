/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.job;

import com.google.protobuf.Timestamp;
import dev.tryon.v1.Cancelled;
import dev.tryon.v1.FailureCode;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.v1.TryOnRequest;
import java.time.Clock;
import java.time.Instant;

/** The events of a request: all start with what the request says of itself. Immutable. */
final class Events {

    private final Clock clock;
    private final String worker;

    Events(Clock clock, String worker) {
        this.clock = clock;
        this.worker = worker;
    }

    TryOnEvent.Builder about(TryOnRequest request) {
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

    TryOnEvent expired(TryOnRequest request) {
        TryOnEvent.Builder event = about(request);
        event.getExpiredBuilder().setDeadline(request.getDeadline());
        return event.build();
    }

    TryOnEvent cancelled(TryOnRequest request, Cancelled order) {
        return about(request).setCancelled(order).build();
    }

    TryOnEvent failed(TryOnRequest request, FailureCode code, String field, String message, int attempt) {
        TryOnEvent.Builder event = about(request);
        event.getFailedBuilder()
                .setCode(code)
                .setField(field)
                .setMessage(message)
                .setAttempt(attempt);
        return event.build();
    }

    TryOnEvent deadLettered(TryOnRequest request, FailureCode code, String message, int deliveries) {
        TryOnEvent.Builder event = about(request);
        event.getDeadLetteredBuilder().setCode(code).setMessage(message).setDeliveries(deliveries);
        return event.build();
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
