/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.pools;

import dev.tryon.v1.Expert;
import dev.tryon.v1.TryOnEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** How many workers of an expert have shown themselves lately, by the events that they write. Thread-safe. */
public final class WorkersSeen {
    private static final int MOST = 20_000;

    private final Duration lately;
    private final Map<Expert, LinkedHashMap<String, Instant>> experts = new EnumMap<>(Expert.class);

    /** @param lately after which a worker that says nothing does not count */
    public WorkersSeen(Duration lately) {
        this.lately = lately;
    }

    public synchronized void take(TryOnEvent event, Instant now) {
        String worker = event.hasStarted()
                ? event.getStarted().getWorker()
                : event.getCompleted().getProvenance().getWorker();
        if (worker.isEmpty()) {
            return;
        }
        LinkedHashMap<String, Instant> seen =
                experts.computeIfAbsent(event.getExpert(), expert -> new LinkedHashMap<>());
        seen.remove(worker);
        seen.put(worker, now);
        forget(seen, now);
    }

    public synchronized int count(Expert expert, Instant now) {
        LinkedHashMap<String, Instant> seen = experts.get(expert);
        if (seen == null) {
            return 0;
        }
        forget(seen, now);
        return seen.size();
    }

    private void forget(Map<String, Instant> seen, Instant now) {
        Instant oldest = now.minus(lately);
        var times = seen.values().iterator();
        while (times.hasNext()) {
            if (!times.next().isBefore(oldest) && seen.size() <= MOST) {
                return;
            }
            times.remove();
        }
    }
}
