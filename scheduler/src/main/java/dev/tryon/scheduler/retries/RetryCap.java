/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.retries;

import dev.tryon.scheduler.pools.PoolState;
import dev.tryon.scheduler.release.BacklogTarget;
import dev.tryon.v1.Expert;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;

/**
 * Keeps retries from crowding out first tries: of what stands ready for a pool, at most a share may be retries. What stands
 * ready now was released within the time that the backlog is deep, so this counts retries released in that time. What
 * exceeds it waits on, longer than it asked. Used by one thread.
 */
final class RetryCap {
    private static final long AT_LEAST = 16;

    private final double share;
    private final BacklogTarget target;
    private final Map<Expert, Deque<Instant>> recent = new EnumMap<>(Expert.class);

    /** @param share of a pool's ready backlog that this partition may fill */
    RetryCap(double share, BacklogTarget target) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share of retries must be more than 0 and at most 1, is " + share);
        }
        this.share = share;
        this.target = target;
    }

    /** Whether one more may go now. */
    boolean hasRoom(PoolState pool, Instant now) {
        Deque<Instant> released = recent(pool.expert());
        Instant gone = now.minus(target.ahead());
        while (!released.isEmpty() && !released.getFirst().isAfter(gone)) {
            released.removeFirst();
        }
        return released.size() < Math.max(AT_LEAST, Math.round(share * target.rows(pool)));
    }

    /** One goes now. */
    void count(Expert expert, Instant now) {
        recent(expert).addLast(now);
    }

    private Deque<Instant> recent(Expert expert) {
        return recent.computeIfAbsent(expert, e -> new ArrayDeque<>());
    }
}
