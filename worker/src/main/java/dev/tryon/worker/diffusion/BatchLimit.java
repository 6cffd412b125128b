/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.diffusion;

/**
 * How many jobs of one expert may step together: halved when the device's memory does not suffice, and let grow by one
 * again after a while of full batches that did. Used by one thread.
 */
final class BatchLimit {

    private static final int FULL_BATCHES_TO_GROW = 64;

    private final int most;
    private int limit;
    private int full;

    BatchLimit(int most) {
        this.most = most;
        this.limit = most;
    }

    int now() {
        return limit;
    }

    /** A batch of so many jobs was too large. */
    void tooLarge(int jobs) {
        limit = Math.max(1, Math.min(limit, jobs) / 2);
        full = 0;
    }

    /** A batch of so many jobs went well. */
    void wentWell(int jobs) {
        if (jobs < limit || limit == most) {
            return;
        }
        full++;
        if (full == FULL_BATCHES_TO_GROW) {
            limit++;
            full = 0;
        }
    }
}
