/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.fairness;

/**
 * Work of one owner that waits for its turn, in order. Used by one thread.
 *
 * @param <T> a piece of work
 */
public interface Flow<T> {
    /** Its share relative to the others beside it; more than 0. */
    double weight();

    /** Whether nothing waits now; more may come later. */
    boolean isEmpty();

    /** What the next piece costs, in seconds of a device; more than 0. Only asked when not empty. */
    double headCost();

    /** Takes the next piece out. Only called when not empty. */
    T take();
}
