/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.lease;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets few of a lane's slots ask for leases at a time, those that have waited longest. A broker tries every request that
 * waits at a partition again with each record that is written or handed out there, so that a record costs it the more the
 * more slots ask; and what a slot asks for as it closes costs a delivery, so that few that ask close at a time. Thread-safe
 * (docs/adr/0094).
 */
public final class LeaseTurns {

    private static final int FEW = 2;

    private final Semaphore turns;
    private final Semaphore departures = new Semaphore(FEW);

    private LeaseTurns(int atATime) {
        turns = new Semaphore(atATime, true);
    }

    /**
     * Of the slots that lease from a topic. Where it has several partitions all may ask: the broker gives each some of the
     * partitions, and those whose turn it is might wait at empty ones.
     */
    public static LeaseTurns of(int slots, int partitions) {
        return new LeaseTurns(partitions > 1 ? Math.max(FEW, slots) : FEW);
    }

    /** Whether it became the caller's turn, who then {@link #pass passes} it on. */
    boolean take(Duration longest) throws InterruptedException {
        return turns.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS);
    }

    void pass() {
        turns.release();
    }

    /** Whether the caller may close consumers that ask for records, and then says {@link #hasLeft}. */
    boolean mayLeave() {
        return departures.tryAcquire();
    }

    void hasLeft() {
        departures.release();
    }
}
