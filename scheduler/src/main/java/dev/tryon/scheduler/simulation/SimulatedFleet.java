/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.simulation;

import java.util.ArrayDeque;
import java.util.Deque;

/** Replicas that work and replicas that are ordered and not yet there. Used by one thread. */
final class SimulatedFleet {
    private final int coldStart;
    private final Deque<Order> ordered = new ArrayDeque<>();
    private int running;
    private int coming;

    private record Order(int readyAt, int replicas) {}

    SimulatedFleet(int coldStartSeconds, int running) {
        this.coldStart = coldStartSeconds;
        this.running = running;
    }

    /** Lets in what has started by now. */
    void advance(int second) {
        while (!ordered.isEmpty() && ordered.getFirst().readyAt <= second) {
            int replicas = ordered.removeFirst().replicas;
            coming -= replicas;
            running += replicas;
        }
    }

    /** Orders what is missing; takes away what is too much, orders first. */
    void scale(int wanted, int second) {
        int missing = wanted - running - coming;
        if (missing > 0) {
            ordered.addLast(new Order(second + coldStart, missing));
            coming += missing;
        }
        while (missing < 0 && !ordered.isEmpty()) {
            Order last = ordered.removeLast();
            int cancelled = Math.min(last.replicas, -missing);
            coming -= cancelled;
            missing += cancelled;
            if (last.replicas > cancelled) {
                ordered.addLast(new Order(last.readyAt, last.replicas - cancelled));
            }
        }
        running += Math.min(0, missing);
    }

    /** The cloud takes some back. */
    void lose(double share) {
        running -= (int) Math.round(running * share);
    }

    int running() {
        return running;
    }

    int coming() {
        return coming;
    }
}
