/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.scaling;

import dev.tryon.proto.ExpertNames;
import dev.tryon.scheduler.pools.PoolState;
import dev.tryon.scheduler.pools.PoolStates;
import dev.tryon.v1.Expert;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * Advises on every pool at every look. {@link #look} is called by one thread; the rest is thread-safe.
 */
public final class Scaler {
    private final ScalingSettings settings;
    private final Supplier<Map<Expert, Long>> unreleased;
    private final ToIntFunction<Expert> replicas;
    private final Map<Expert, SteadyReplicas> steady = new EnumMap<>(Expert.class);
    private final Map<Expert, ScalingAdvice> advice = new ConcurrentHashMap<>();
    private final List<BiConsumer<Expert, ScalingAdvice>> listeners = new CopyOnWriteArrayList<>();

    /**
     * @param unreleased rows of campaigns that no pool has been given yet
     * @param replicas workers there are
     */
    public Scaler(ScalingSettings settings, Supplier<Map<Expert, Long>> unreleased, ToIntFunction<Expert> replicas) {
        this.settings = settings;
        this.unreleased = unreleased;
        this.replicas = replicas;
    }

    /** Thinks anew; tells whoever listens of what became active or ceased to be. */
    public void look(PoolStates states) {
        Map<Expert, Long> rows = unreleased.get();
        double seconds = states.at().toEpochMilli() / 1e3;
        for (Expert expert : ExpertNames.experts()) {
            int needed = settings.goals()
                    .needed(demand(states.of(expert), rows.getOrDefault(expert, 0L), replicas.applyAsInt(expert)));
            int held = steady.computeIfAbsent(
                            expert, e -> new SteadyReplicas(settings.downAfter(), settings.zeroAfter()))
                    .steady(needed, seconds);
            ScalingAdvice now = new ScalingAdvice(held, held > 0);
            ScalingAdvice before = advice.put(expert, now);
            if (before == null || before.active() != now.active()) {
                listeners.forEach(listener -> listener.accept(expert, now));
            }
        }
    }

    public ScalingAdvice of(Expert expert) {
        return advice.getOrDefault(expert, ScalingAdvice.UNKNOWN);
    }

    /** Is told when a pool becomes active or ceases to be; must not block. */
    public void listen(BiConsumer<Expert, ScalingAdvice> listener) {
        listeners.add(listener);
    }

    public void ignore(BiConsumer<Expert, ScalingAdvice> listener) {
        listeners.remove(listener);
    }

    static Demand demand(PoolState pool, long unreleased, int replicas) {
        return new Demand(
                pool.interactive().waiting() * pool.secondsPerJob(),
                pool.interactive().arrivalsPerSecond() * pool.secondsPerJob(),
                (pool.bulk().waiting() + unreleased) * pool.secondsPerJob(),
                replicas,
                pool.busy() || unreleased > 0);
    }
}
