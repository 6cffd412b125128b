/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.deadletters;

import dev.tryon.v1.Control;
import dev.tryon.v1.DeadLettered;
import dev.tryon.v1.FailureCode;
import dev.tryon.v1.TryOnRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A record of a dead-letter topic, with what is known of it elsewhere. Immutable.
 *
 * @param at when the broker put it there
 * @param notes the broker's: which record it was, how often it was delivered
 * @param request what it asks; empty when it is no request, which no worker could read either
 * @param announced what the worker that gave it up said; empty when none came to say anything
 * @param redrives when it was sent once more, oldest first
 */
record DeadLetter(
        Place place,
        Instant at,
        Map<String, String> notes,
        Optional<TryOnRequest> request,
        Optional<DeadLettered> announced,
        List<Control> redrives) {
    DeadLetter {
        notes = Map.copyOf(notes);
        redrives = List.copyOf(redrives);
    }

    /** Why it is here; unspecified when nobody announced it. */
    FailureCode code() {
        return announced.map(DeadLettered::getCode).orElse(FailureCode.FAILURE_CODE_UNSPECIFIED);
    }

    DeadLetter with(Optional<DeadLettered> announcement, List<Control> orders) {
        return new DeadLetter(place, at, notes, request, announcement, orders);
    }
}
