/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.scaling;

import java.time.Duration;

/**
 * What an operator wants of a pool, and the replicas which that takes.
 *
 * <p>A replica that is ordered now works after a cold start. Until then shoppers go on asking, and the workers that there are
 * go on working: what will wait then is {@code W + (load - replicas) × coldStart}, or nothing. Shoppers need replicas for
 * what they ask for per second, not used to the full lest queues grow without bound, and for that remainder soon after
 * the cold start. Campaigns need as many as finish what they have within theirs; as that is long, cold starts do not matter.
 * Both work on the same devices, so their needs add up. Immutable.
 *
 * @param interactiveWait how long a shopper may wait for a worker
 * @param bulkWithin how long what campaigns have may take
 * @param coldStart from ordering a replica to its first job
 * @param utilisation how busy replicas may be with shoppers, in (0, 1)
 * @param most replicas
 */
public record ScalingGoals(
        Duration interactiveWait, Duration bulkWithin, Duration coldStart, double utilisation, int most) {
    public ScalingGoals {
        require(seconds(interactiveWait) > 0, "interactive-wait", interactiveWait);
        require(seconds(bulkWithin) > 0, "bulk-within", bulkWithin);
        require(!coldStart.isNegative(), "cold-start", coldStart);
        require(utilisation > 0 && utilisation < 1, "utilisation", utilisation);
        require(most >= 1, "maximum-replicas", most);
    }

    /** Replicas that meet the goals; at least one while anything is to be done, none when nothing is asked for. */
    public int needed(Demand demand) {
        double remainder = Math.max(
                0, demand.interactiveSeconds() + (demand.interactiveLoad() - demand.replicas()) * seconds(coldStart));
        // Of what waits already nobody can keep the target before the cold start is over: to be done with it in that
        // time
        // again is soon enough, and anything faster would only stand idle afterwards.
        double within = seconds(interactiveWait) + seconds(coldStart);
        double interactive = demand.interactiveLoad() / utilisation + remainder / within;
        double bulk = demand.bulkSeconds() / seconds(bulkWithin);
        int least = demand.active() ? 1 : 0;
        return (int) Math.max(least, Math.min(most, Math.ceil(interactive + bulk - 1e-9)));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static void require(boolean holds, String key, Object value) {
        if (!holds) {
            throw new IllegalArgumentException("tryon.scheduler.scaling." + key + " is out of range: " + value);
        }
    }
}
