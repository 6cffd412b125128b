/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.release;

import dev.tryon.scheduler.pools.PoolState;
import java.time.Duration;

/**
 * How much shall stand ready for a pool: what it does in {@code ahead}, by its measured rate. A pool whose rate is not known
 * yet gets {@code minimumRows}; as it works on those its rate shows, and the target follows.
 *
 * @param ahead work that stands ready; longer than a look at the backlog takes, shorter than anybody minds to wait
 * @param minimumRows that stand ready in any case
 */
public record BacklogTarget(Duration ahead, long minimumRows) {
    public BacklogTarget {
        if (ahead.isNegative() || ahead.isZero() || minimumRows < 1) {
            throw new IllegalArgumentException(
                    "backlog target must be more than 0 s and 0 rows, is " + ahead + ", " + minimumRows + " rows");
        }
    }

    /** Rows that shall stand ready. */
    public long rows(PoolState pool) {
        return Math.max(minimumRows, Math.round(pool.jobsPerSecond() * ahead.toMillis() / 1000));
    }

    /** Rows that are missing from it now. */
    public long gap(PoolState pool) {
        return Math.max(0, rows(pool) - pool.bulk().waiting());
    }
}
