/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.simulation;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Jobs that wait, first come, first served; those that came in one second from one owner count as one lot, so that memory
 * depends on time and not on jobs. Used by one thread.
 */
final class SimulatedQueue {
    private final Deque<Lot> lots = new ArrayDeque<>();
    private long size;

    private static final class Lot {
        final int owner;
        final int second;
        long jobs;

        Lot(int owner, int second, long jobs) {
            this.owner = owner;
            this.second = second;
            this.jobs = jobs;
        }
    }

    /** Is told of jobs that begin. */
    @FunctionalInterface
    interface Begun {
        void jobs(int owner, int waitedSeconds, long jobs);
    }

    void add(int owner, int second, long jobs) {
        if (jobs <= 0) {
            return;
        }
        Lot last = lots.peekLast();
        if (last != null && last.owner == owner && last.second == second) {
            last.jobs += jobs;
        } else {
            lots.addLast(new Lot(owner, second, jobs));
        }
        size += jobs;
    }

    long size() {
        return size;
    }

    /** Begins at most so many jobs; returns how many there were. */
    long begin(long most, int second, Begun begun) {
        long left = most;
        while (left > 0 && !lots.isEmpty()) {
            Lot first = lots.getFirst();
            long jobs = Math.min(left, first.jobs);
            begun.jobs(first.owner, second - first.second, jobs);
            first.jobs -= jobs;
            left -= jobs;
            if (first.jobs == 0) {
                lots.removeFirst();
            }
        }
        size -= most - left;
        return most - left;
    }
}
