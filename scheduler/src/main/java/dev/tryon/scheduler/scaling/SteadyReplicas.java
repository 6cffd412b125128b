/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.scaling;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Keeps replicas from going up and down with every gust: up at once, down to the most that was needed within a while. For
 * the last one, and so for a pool that has nothing to do, another while holds. Used by one thread.
 */
public final class SteadyReplicas {
    private final double downAfter;
    private final double zeroAfter;
    private final Deque<Need> needs = new ArrayDeque<>(); // falling: each is what was needed most since the one before
    private double lastActive = Double.NEGATIVE_INFINITY;

    private record Need(double at, int replicas) {}

    /**
     * @param downAfter how long fewer must have sufficed
     * @param zeroAfter how long nothing must have been to do before the last one goes
     */
    public SteadyReplicas(Duration downAfter, Duration zeroAfter) {
        this.downAfter = downAfter.toNanos() / 1e9;
        this.zeroAfter = zeroAfter.toNanos() / 1e9;
    }

    /**
     * What to have now.
     *
     * @param seconds of any clock that does not go back
     */
    public int steady(int needed, double seconds) {
        if (needed > 0) {
            lastActive = seconds;
        }
        while (!needs.isEmpty() && needs.getLast().replicas <= needed) {
            needs.removeLast();
        }
        needs.addLast(new Need(seconds, needed));
        while (needs.getFirst().at <= seconds - downAfter) {
            needs.removeFirst();
        }
        int most = needs.getFirst().replicas;
        return most == 0 && seconds - lastActive < zeroAfter ? 1 : most;
    }
}
