/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.job;

import dev.tryon.v1.FailureCode;
import dev.tryon.v1.Retry;
import dev.tryon.v1.TryOnRequest;
import java.time.Clock;
import java.time.Duration;

/**
 * What becomes of a job that came to no end. What is wrong with a dependency is not counted against the job; what broke its
 * worker is, and three times is enough. The count travels with the request through {@code tryon.retries}, so that it
 * survives the broker's, which starts anew after a crash. Immutable.
 */
final class Retries {

    /** Tries after which a job that breaks its worker each time is given up. */
    static final int MOST_TRIES = 3;
    /** The last delivery that the broker makes of a record (share.delivery.count.limit, see tryon topics). */
    static final int LAST_DELIVERY = 5;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration OUTAGE_PAUSE = Duration.ofSeconds(30);

    private final Events events;
    private final Clock clock;

    Retries(Events events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    /** How often a request has been tried, this delivery included. */
    static int tries(TryOnRequest request, int deliveries) {
        return request.getAttempt() + deliveries;
    }

    /** A dependency did not answer for long: somebody tries again later, as if this try had not been. */
    JobOutcome unavailable(TryOnRequest request, FailureCode code, String message) {
        return new JobOutcome.Parked(retry(request, request.getAttempt(), OUTAGE_PAUSE, code, message));
    }

    /** A bug, perhaps of this machine only: the job gets other tries before it is given up. */
    JobOutcome broke(TryOnRequest request, int tries, RuntimeException why) {
        String message = "the job broke its worker " + tries + " times: " + why;
        if (tries >= MOST_TRIES) {
            return new JobOutcome.DeadLettered(events.deadLettered(request, FailureCode.POISON, message, tries));
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << (tries - 1));
        return new JobOutcome.Parked(retry(request, tries, pause, FailureCode.INTERNAL, message));
    }

    /**
     * The broker delivers a record so often only when those who had it before ended without a word. If this worker did so
     * too, nobody would be told.
     */
    JobOutcome spent(TryOnRequest request, int tries) {
        String message =
                "delivered " + tries + " times without an end: its workers died or were stopped while they had it";
        return new JobOutcome.DeadLettered(events.deadLettered(request, FailureCode.POISON, message, tries));
    }

    private Retry retry(TryOnRequest request, int attempt, Duration pause, FailureCode code, String message) {
        return Retry.newBuilder()
                .setRequest(request)
                .setAttempt(attempt)
                .setNotBefore(Events.timestamp(clock.instant().plus(pause)))
                .setCode(code)
                .setMessage(message)
                .build();
    }
}
