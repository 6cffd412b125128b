/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.deadletters;

import dev.tryon.proto.WebhookRecords;
import dev.tryon.proto.cloudevents.CloudEvent;
import dev.tryon.v1.Control;
import dev.tryon.v1.DeadLettered;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.v1.TryOnRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A record of a dead-letter topic, with what is known of it elsewhere. Immutable.
 *
 * @param at when it was put there
 * @param notes its writer's: the broker's say which record it was and how often it was delivered, the webhooks' why
 * @param announced what the worker that gave it up said; empty when none came to say anything
 * @param redrives when it was sent once more, oldest first
 */
record DeadLetter(
        Place place,
        Instant at,
        Map<String, String> notes,
        Content content,
        Optional<DeadLettered> announced,
        List<Control> redrives) {
    /** What stands for a code where nobody said why. */
    static final String NOBODY_SAID = "none";

    /** What was given up. */
    sealed interface Content {
        /** A request that no worker could do. */
        record Job(TryOnRequest request) implements Content {}

        /** A call of a webhook; its event ended a request. */
        record Call(CloudEvent<TryOnEvent> event) implements Content {}

        /** Nothing that could be sent once more, and why. */
        record Unreadable(String problem) implements Content {}
    }

    DeadLetter {
        notes = Map.copyOf(notes);
        redrives = List.copyOf(redrives);
    }

    /** Why it is here: a failure code, or a reason of webhooks; {@link #NOBODY_SAID} when nobody announced it. */
    String code() {
        return place.ofWebhooks()
                ? notes.getOrDefault(WebhookRecords.REASON, NOBODY_SAID)
                : announced.map(letter -> letter.getCode().name()).orElse(NOBODY_SAID);
    }

    /** The request that it is, or whose end should have been told. */
    Optional<TryOnRequest> request() {
        if (content instanceof Content.Job job) {
            return Optional.of(job.request());
        }
        return content instanceof Content.Call call
                ? Optional.of(call.event().message().getRequest())
                : Optional.empty();
    }

    /** Why it cannot be sent once more; empty when it can. */
    Optional<String> problem() {
        return content instanceof Content.Unreadable unreadable ? Optional.of(unreadable.problem()) : Optional.empty();
    }

    DeadLetter with(Optional<DeadLettered> announcement, List<Control> orders) {
        return new DeadLetter(place, at, notes, content, announcement, orders);
    }
}
