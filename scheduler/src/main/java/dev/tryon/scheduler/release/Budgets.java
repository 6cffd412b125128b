/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.release;

import dev.tryon.proto.ExpertNames;
import dev.tryon.scheduler.pools.PoolState;
import dev.tryon.scheduler.pools.PoolStates;
import dev.tryon.v1.Expert;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What may still be released to each pool before the next look at it, in seconds of a device: this partition's share of what
 * is missing from the pool's target. Every partition fills its share of the gap at every look, without asking the others;
 * where one has nothing to release the gap stays larger and the others' shares of it with it, so that together they
 * fill it all the same (docs/adr/0025). Used by one thread.
 */
final class Budgets {
    private final BacklogTarget target;
    private final Map<Expert, Double> left = new EnumMap<>(Expert.class);
    private final Deque<Released> recent = new ArrayDeque<>();
    private long version;

    private record Released(Instant at, Expert expert, long rows) {}

    Budgets(BacklogTarget target) {
        this.target = target;
    }

    /**
     * Begins anew when there was another look.
     *
     * @param share of the gap that is this partition's, by expert
     */
    void look(PoolStates states, ToDoubleFunction<Expert> share) {
        if (states.version() == version) {
            return;
        }
        version = states.version();
        // What was committed after the look began may not be in it.
        recent.removeIf(released -> released.at.isBefore(states.at()));
        for (Expert expert : ExpertNames.experts()) {
            PoolState pool = states.of(expert);
            long unseen = recent.stream()
                    .filter(released -> released.expert == expert)
                    .mapToLong(Released::rows)
                    .sum();
            double rows = Math.max(0, target.gap(pool) - unseen) * share.applyAsDouble(expert);
            left.put(expert, rows * pool.secondsPerJob());
        }
    }

    double left(Expert expert) {
        return left.getOrDefault(expert, 0.0);
    }

    void spent(Expert expert, double seconds) {
        left.merge(expert, -seconds, Double::sum);
    }

    /** Rows that are committed now. */
    void committed(Expert expert, long rows, Instant at) {
        if (rows > 0) {
            recent.add(new Released(at, expert, rows));
        }
    }
}
