/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.why;

import dev.tryon.proto.ExpertNames;
import dev.tryon.proto.FailureCodes;
import dev.tryon.v1.Expert;
import dev.tryon.v1.Retry;
import dev.tryon.v1.TryOnEvent;
import java.time.Instant;
import java.util.List;

/** Why a request is where it is and what to do about it, in a sentence or two. Stateless. */
final class WhyText {
    private static final String QUEUED = "Kafka has it and no worker has begun it yet.";

    private WhyText() {}

    static String of(Why why) {
        if (why.end().isPresent()) {
            return of(why.end().get());
        }
        if (why.parked().isPresent()) {
            return of(why.parked().get());
        }
        if (why.waiting().isPresent()) {
            return of(why.waiting().get());
        }
        List<TryOnEvent> events = why.events();
        return events.isEmpty() ? QUEUED : of(events.get(events.size() - 1));
    }

    private static String of(Retry retry) {
        String because =
                ": " + retry.getCode() + ", " + retry.getMessage() + ". " + FailureCodes.advice(retry.getCode());
        return "It is parked until " + Why.notBefore(retry)
                + ", and then released as soon as its pool's share of retries allows" + because;
    }

    private static String of(Waiting place) {
        String where = place.topic() + ", partition " + place.partition() + ", offset " + place.offset();
        if (place.passed()) {
            return "Workers are done with its place in " + where + ": its next event is under way.";
        }
        if (place.aheadAtMost().isEmpty()) {
            return "It waits in " + where + ". How many stand before it is unknown: no worker of that expert has "
                    + "acknowledged anything there yet, or Kafka does not say.";
        }
        long ahead = place.aheadAtMost().getAsLong();
        return "It waits in " + where + ": at most " + ahead + (ahead == 1 ? " request" : " requests")
                + (ahead == 1 ? " stands" : " stand") + " before it"
                + (place.ofTenant().isPresent() ? ", " + place.ofTenant().getAsLong() + " of its own tenant" : "")
                + ".";
    }

    private static String of(TryOnEvent last) {
        return switch (last.getKindCase()) {
            case ACCEPTED -> QUEUED;
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
