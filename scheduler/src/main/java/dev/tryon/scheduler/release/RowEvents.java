/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.release;

import com.google.protobuf.Timestamp;
import dev.tryon.v1.Expert;
import dev.tryon.v1.Expired;
import dev.tryon.v1.Failed;
import dev.tryon.v1.FailureCode;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.v1.TryOnRequest;
import java.time.Instant;

/** The events that end requests without a worker. Stateless. */
public final class RowEvents {
    private RowEvents() {}

    /** Its deadline has passed. */
    public static TryOnEvent expired(TryOnRequest request, Instant now) {
        return about(request, now)
                .setExpired(Expired.newBuilder().setDeadline(request.getDeadline()))
                .build();
    }

    /** It cannot be done. */
    public static TryOnEvent failed(TryOnRequest request, FailureCode code, String message, String field, Instant now) {
        return about(request, now)
                .setFailed(Failed.newBuilder()
                        .setCode(code)
                        .setMessage(message)
                        .setField(field)
                        .setAttempt(request.getAttempt()))
                .build();
    }

    /** Whether a request's deadline has passed. */
    public static boolean isPast(TryOnRequest request, Instant now) {
        Timestamp deadline = request.getDeadline();
        return request.hasDeadline()
                && Instant.ofEpochSecond(deadline.getSeconds(), deadline.getNanos())
                        .isBefore(now);
    }

    private static TryOnEvent.Builder about(TryOnRequest request, Instant now) {
        boolean hasStep = request.getPosition() < request.getStepsCount();
        return TryOnEvent.newBuilder()
                .setRequestId(request.getRequestId())
                .setTenant(request.getTenant())
                .setLane(request.getLane())
                .setCampaignId(request.getCampaignId())
                .setWorkflow(request.getWorkflow())
                .putAllLabels(request.getLabelsMap())
                .setAt(Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()))
                .setPosition(request.getPosition())
                .setStepCount(request.getStepsCount())
                .setExpert(hasStep ? request.getSteps(request.getPosition()).getExpert() : Expert.EXPERT_UNSPECIFIED)
                .setRequest(request);
    }
}
