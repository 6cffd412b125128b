/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.pools;

import dev.tryon.proto.Endings;
import dev.tryon.v1.Expert;
import dev.tryon.v1.Lane;
import dev.tryon.v1.TryOnEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which jobs are leased and how many end in a second, from Started events and endings. A step of an outfit that hands on
 * ends without an event: the next Started of the request takes its place. A worker that dies says nothing either: what
 * was started longer ago than any job takes counts no more. Thread-safe.
 */
public final class JobsUnderWay {
    private static final int MOST = 50_000;

    private final Duration longest;
    private final LinkedHashMap<String, Job> started = new LinkedHashMap<>();
    private final Map<Expert, Rate> endings = new EnumMap<>(Expert.class);

    private record Job(Expert expert, Lane lane, Instant at) {}

    /** @param longest that a job may be under way and still count */
    public JobsUnderWay(Duration longest) {
        this.longest = longest;
    }

    public synchronized void take(TryOnEvent event, Instant now) {
        if (event.hasStarted()) {
            started.remove(event.getRequestId());
            started.put(event.getRequestId(), new Job(event.getExpert(), event.getLane(), ServiceTimes.at(event)));
        } else if (Endings.ends(event)) {
            started.remove(event.getRequestId());
            if (event.hasCompleted()) {
                endings.computeIfAbsent(event.getExpert(), expert -> new Rate()).add(1, now);
            }
        }
        forget(now);
    }

    /** Jobs of a lane that are leased. */
    public synchronized long count(Expert expert, Lane lane) {
        return started.values().stream()
                .filter(job -> job.expert == expert && job.lane == lane)
                .count();
    }

    /** Completed jobs per second of a pool. */
    public synchronized double jobsPerSecond(Expert expert, Instant now) {
        Rate rate = endings.get(expert);
        return rate == null ? 0 : rate.perSecond(now);
    }

    /** All counts at once: one walk. */
    synchronized Map<Expert, Map<Lane, Long>> counts(Instant now) {
        forget(now);
        Map<Expert, Map<Lane, Long>> counts = new EnumMap<>(Expert.class);
        started.values()
                .forEach(job -> counts.computeIfAbsent(job.expert, expert -> new HashMap<>())
                        .merge(job.lane, 1L, Long::sum));
        return counts;
    }

    private void forget(Instant now) {
        Instant oldest = now.minus(longest);
        Iterator<Job> jobs = started.values().iterator();
        while (jobs.hasNext()) {
            if (!jobs.next().at.isBefore(oldest) && started.size() <= MOST) {
                return;
            }
            jobs.remove();
        }
    }
}
