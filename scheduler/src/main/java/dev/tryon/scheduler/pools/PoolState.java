/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.pools;

import dev.tryon.v1.Expert;
import dev.tryon.v1.Lane;

/**
 * One expert's pool at a moment. Immutable.
 *
 * @param interactive what shoppers wait for
 * @param bulk what campaigns have released
 * @param secondsPerJob seconds of one device that a job takes, beside the others of its batch
 * @param jobsPerSecond what the whole pool ends now
 */
public record PoolState(Expert expert, Backlog interactive, Backlog bulk, double secondsPerJob, double jobsPerSecond) {

    public Backlog of(Lane lane) {
        return lane == Lane.LANE_INTERACTIVE ? interactive : bulk;
    }

    /** Whether anything waits or is being done. */
    public boolean busy() {
        return interactive.unfinished() + bulk.unfinished() > 0;
    }

    /**
     * What one lane's topic holds.
     *
     * @param unfinished jobs without an end, those in flight among them
     * @param inFlight jobs that a worker has leased
     * @param arrivalsPerSecond over the last minute
     */
    public record Backlog(long unfinished, long inFlight, double arrivalsPerSecond) {
        /** Nothing there. */
        public static final Backlog NONE = new Backlog(0, 0, 0);

        /** Jobs that nobody has leased. */
        public long waiting() {
            return Math.max(0, unfinished - inFlight);
        }
    }
}
