/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.simulation;

import java.util.TreeMap;

/** Waits by whole seconds. Used by one thread. */
final class Histogram {
    private final TreeMap<Integer, Long> counts = new TreeMap<>();
    private long all;

    void add(int seconds, long jobs) {
        counts.merge(seconds, jobs, Long::sum);
        all += jobs;
    }

    void clear() {
        counts.clear();
        all = 0;
    }

    /** 0 when there is nothing. */
    double quantile(double share) {
        long until = 0;
        for (var entry : counts.entrySet()) {
            until += entry.getValue();
            if (until >= share * all) {
                return entry.getKey();
            }
        }
        return 0;
    }
}
