/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.pools;

import dev.tryon.v1.Expert;
import java.time.Instant;
import java.util.Map;

/**
 * All pools at a moment. Immutable.
 *
 * @param version counts looks, from 1; 0 before the first
 * @param at when Kafka was asked
 */
public record PoolStates(long version, Instant at, Map<Expert, PoolState> pools) {
    public PoolStates {
        pools = Map.copyOf(pools);
    }

    /** Before anything is known. */
    public static PoolStates unknown() {
        return new PoolStates(0, Instant.EPOCH, Map.of());
    }

    public PoolState of(Expert expert) {
        PoolState state = pools.get(expert);
        return state == null ? new PoolState(expert, PoolState.Backlog.NONE, PoolState.Backlog.NONE, 1, 0) : state;
    }
}
