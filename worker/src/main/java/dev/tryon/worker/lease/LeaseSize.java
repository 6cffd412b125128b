/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.lease;

import java.time.Duration;

/**
 * How many records a slot leases at a time: as many as end within a second. That is one where pictures are painted, and
 * a handful where jobs end at once (results that are there already, requests that were called off or came too late). The
 * records of a handful wait for each other, so that a job which takes its time ends it, and none is leased where nothing
 * waits. Thread-safe (docs/adr/0093).
 */
final class LeaseSize {

    /** By few steps, since with each another consumer joins the group. */
    private static final int[] SIZES = {1, 4, 32};

    static final int HANDFUL = SIZES[1];
    static final int MOST = SIZES[2];

    /** What the jobs of a handful may take together. */
    static final Duration TOGETHER = Duration.ofSeconds(1);
    /** A painting takes longer; what is found done does not, even on a busy machine. */
    static final Duration LONG = Duration.ofMillis(250);
    /** A lease that took longer was waited for. */
    static final Duration IDLE = Duration.ofMillis(150);
    /** So many leases in a row must have been quick before the next is larger. */
    static final int SAMPLE = 8;

    private final int steps;
    private int step;
    /** Jobs in a row none of which was long, and their time. */
    private int jobs;

    private Duration spent = Duration.ZERO;

    private LeaseSize(int steps) {
        this.steps = steps;
    }

    /** A handful while jobs end at once. */
    static LeaseSize growing() {
        return new LeaseSize(SIZES.length);
    }

    /** Never more than one: who waits for a job shall not wait for others'. */
    static LeaseSize single() {
        return new LeaseSize(1);
    }

    synchronized int records() {
        return SIZES[step];
    }

    /**
     * Where hardly anything waits, what comes next shall be anybody's.
     *
     * @param most how many were asked for
     * @param waited from when the slot was free
     */
    synchronized void leased(int records, int most, Duration waited) {
        if (most == 1 ? records == 0 || waited.compareTo(IDLE) > 0 : records <= most / 2) {
            backToOne();
        }
    }

    /** The slot had no turn to lease for long. */
    synchronized void idle() {
        backToOne();
    }

    /** Larger by one step at most; smaller, after a handful, by as many as it takes. */
    synchronized void ended(Acknowledgement how, Duration took) {
        if (how != Acknowledgement.ACCEPT || took.compareTo(LONG) > 0) {
            backToOne();
            return;
        }
        jobs++;
        spent = spent.plus(took);
        if (jobs % Math.max(SAMPLE, records()) == 0 && !fits(step)) {
            while (!fits(step)) {
                step--;
            }
            forget();
        } else if (jobs == SAMPLE * records()) {
            step += step + 1 < steps && fits(step + 1) ? 1 : 0;
            forget();
        }
    }

    private boolean fits(int asked) {
        return asked == 0 || spent.multipliedBy(SIZES[asked]).compareTo(TOGETHER.multipliedBy(jobs)) <= 0;
    }

    private void backToOne() {
        step = 0;
        forget();
    }

    private void forget() {
        jobs = 0;
        spent = Duration.ZERO;
    }
}
