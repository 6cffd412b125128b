/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.job;

import dev.tryon.v1.Retry;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.v1.TryOnRequest;

/** What becomes of a leased job; the slot turns it into events and one acknowledgement. */
public sealed interface JobOutcome {

    /** The request has ended: announce, then accept. */
    record Ended(TryOnEvent event) implements JobOutcome {}

    /** A step of an outfit is done: hand the request to the next expert, then accept. */
    record Forwarded(TryOnRequest next) implements JobOutcome {}

    /** It shall be tried later: hand it to the scheduler, then accept. */
    record Parked(Retry retry) implements JobOutcome {}

    /** Nothing is wrong with the job; somebody else shall do it: release. */
    record Released(String reason) implements JobOutcome {}

    /** Nobody can do it: announce, then reject, so that the broker keeps it with the dead letters. */
    record DeadLettered(TryOnEvent event) implements JobOutcome {}
}
