/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.lease;

import java.time.Duration;

/**
 * How many records a slot leases at a time: one, as long as jobs take their time; a handful, while they end at once (results
 * that are there already, requests that were called off or came too late). The records of a handful wait for each other, so
 * that one job which takes its time ends it. Thread-safe (docs/adr/0093).
 */
final class LeaseSize {

    static final int HANDFUL = 32;
    /** On the average of a handful. */
    static final Duration QUICK = Duration.ofMillis(50);
    /** A painting takes longer; what is found done does not, even on a busy machine. */
    static final Duration LONG = Duration.ofMillis(250);

    private final int most;
    private int size = 1;
    /** Jobs in a row none of which was long, and their time. */
    private int jobs;

    private Duration spent = Duration.ZERO;

    private LeaseSize(int most) {
        this.most = most;
    }

    /** A handful while jobs end at once. */
    static LeaseSize growing() {
        return new LeaseSize(HANDFUL);
    }

    /** Never more than one: who waits for a job shall not wait for others'. */
    static LeaseSize single() {
        return new LeaseSize(1);
    }

    synchronized int records() {
        return size;
    }

    /** Where hardly anything waits, what comes next shall be anybody's. */
    synchronized void leased(int records) {
        if (records <= size / 2) {
            backToOne();
        }
    }

    /** When a handful of jobs in a row were quick, the next is leased as one. */
    synchronized void ended(Acknowledgement how, Duration took) {
        if (how != Acknowledgement.ACCEPT || took.compareTo(LONG) > 0) {
            backToOne();
            return;
        }
        jobs++;
        spent = spent.plus(took);
        if (jobs == HANDFUL) {
            size = spent.compareTo(QUICK.multipliedBy(HANDFUL)) <= 0 ? most : 1;
            forget();
        }
    }

    private void backToOne() {
        size = 1;
        forget();
    }

    private void forget() {
        jobs = 0;
        spent = Duration.ZERO;
    }
}
