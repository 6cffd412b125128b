/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.why;

import dev.tryon.proto.ExpertNames;
import dev.tryon.proto.FailureCodes;
import dev.tryon.v1.Expert;
import dev.tryon.v1.TryOnEvent;
import java.time.Instant;
import java.util.List;

/** Why a request is where its events say that it is, and what to do about it, in a sentence or two. Stateless. */
public final class WhyText {
    private WhyText() {}

    /** @param events of one request, oldest first */
    public static String of(List<TryOnEvent> events) {
        if (events.isEmpty()) {
            return "Kafka has it and no worker has begun it yet.";
        }
        TryOnEvent last = events.get(events.size() - 1);
        return switch (last.getKindCase()) {
            case ACCEPTED -> "Kafka has it and no worker has begun it yet.";
            case STARTED ->
                "Worker " + last.getStarted().getWorker() + " has been at it" + step(last) + " since " + at(last) + ".";
            case PROGRESS ->
                "It is being painted" + step(last) + ": denoise step "
                        + last.getProgress().getDenoiseStep() + " of "
                        + last.getProgress().getDenoiseSteps() + " at " + at(last) + ".";
            case COMPLETED -> "It is completed since " + at(last) + ".";
            case FAILED ->
                "It failed at " + at(last) + ": " + last.getFailed().getCode() + ", "
                        + last.getFailed().getMessage() + ". "
                        + FailureCodes.advice(last.getFailed().getCode());
            case EXPIRED -> "Its deadline passed before a worker was free. Give it longer, or ask for more workers.";
            case CANCELLED ->
                "It was called off by " + last.getCancelled().getBy() + ": "
                        + last.getCancelled().getReason() + ".";
            case DEAD_LETTERED ->
                "It was given up after " + last.getDeadLettered().getDeliveries() + " deliveries: "
                        + last.getDeadLettered().getCode() + ", "
                        + last.getDeadLettered().getMessage() + ". "
                        + FailureCodes.advice(last.getDeadLettered().getCode());
            case KIND_NOT_SET -> "Something happened to it that this version does not know.";
        };
    }

    private static String step(TryOnEvent event) {
        boolean named = event.getExpert() != Expert.EXPERT_UNSPECIFIED && event.getExpert() != Expert.UNRECOGNIZED;
        return event.getStepCount() < 2 || !named
                ? ""
                : ", step " + (event.getPosition() + 1) + " of " + event.getStepCount() + " ("
                        + ExpertNames.name(event.getExpert()) + "),";
    }

    private static String at(TryOnEvent event) {
        return Instant.ofEpochSecond(event.getAt().getSeconds()).toString();
    }
}
