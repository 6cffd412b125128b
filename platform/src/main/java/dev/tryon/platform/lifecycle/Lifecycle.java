/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.lifecycle;

/** Where a service is in its life; moves forward only. Thread-safe. */
public final class Lifecycle {

    private LifecycleState state = LifecycleState.NEW;

    public synchronized LifecycleState state() {
        return state;
    }

    /**
     * Moves on.
     *
     * @return false when the service is there already or further: somebody else is doing it
     */
    public synchronized boolean advance(LifecycleState next) {
        if (state.compareTo(next) >= 0) {
            return false;
        }
        state = next;
        return true;
    }
}
