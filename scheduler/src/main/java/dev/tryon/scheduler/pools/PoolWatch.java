/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.pools;

import dev.tryon.platform.lifecycle.Threads;
import dev.tryon.proto.ExpertNames;
import dev.tryon.v1.Expert;
import dev.tryon.v1.Lane;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks several times a second how much stands in the request topics, puts it together with what the events say, and tells
 * whoever listens. When Kafka does not answer, the last look stays in force. Thread-safe; owns the thread {@code pools}.
 */
public final class PoolWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PoolWatch.class);

    private final RequestTopics topics;
    private final JobsUnderWay jobs;
    private final ServiceTimes times;
    private final Clock clock;
    private final List<Consumer<PoolStates>> listeners = new CopyOnWriteArrayList<>();
    private final Map<Expert, Map<Lane, Arrivals>> arrivals = new EnumMap<>(Expert.class);
    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "pools"));
    private volatile PoolStates latest = PoolStates.unknown();

    private static final class Arrivals {
        final Rate rate = new Rate();
        long end = -1;

        void until(long now, Instant at) {
            rate.add(end < 0 ? 0 : Math.max(0, now - end), at);
            end = now;
        }
    }

    public PoolWatch(RequestTopics topics, JobsUnderWay jobs, ServiceTimes times, Clock clock) {
        this.topics = topics;
        this.jobs = jobs;
        this.times = times;
        this.clock = clock;
    }

    /** Looks from now on. */
    public PoolWatch start(Duration every) {
        ScheduledFuture<?> unused =
                executor.scheduleWithFixedDelay(this::lookSafely, 0, every.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    public PoolStates latest() {
        return latest;
    }

    /** Is told of every look, on the thread {@code pools}; must not block. */
    public void listen(Consumer<PoolStates> listener) {
        listeners.add(listener);
    }

    public void ignore(Consumer<PoolStates> listener) {
        listeners.remove(listener);
    }

    @Override
    public void close() {
        Threads.end(executor, Duration.ofSeconds(30), "the look at the pools");
    }

    private void lookSafely() {
        try {
            PoolStates states = look();
            latest = states;
            listeners.forEach(listener -> listener.accept(states));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.atWarn().addKeyValue("reason", e.getMessage()).log("could not look at the pools; trying again");
        }
    }

    private PoolStates look() throws InterruptedException {
        Instant now = clock.instant(); // Before asking: what is released meanwhile may not be in the answer.
        Map<Expert, Map<Lane, RequestTopics.Depth>> depths = topics.depths();
        Map<Expert, Map<Lane, Long>> underWay = jobs.counts(now);
        Map<Expert, PoolState> pools = new EnumMap<>(Expert.class);
        for (Expert expert : ExpertNames.experts()) {
            Map<Lane, PoolState.Backlog> lanes = new HashMap<>();
            for (Lane lane : List.of(Lane.LANE_INTERACTIVE, Lane.LANE_BULK)) {
                RequestTopics.Depth depth =
                        depths.getOrDefault(expert, Map.of()).getOrDefault(lane, RequestTopics.Depth.NONE);
                Arrivals seen = arrivals.computeIfAbsent(expert, e -> new HashMap<>())
                        .computeIfAbsent(lane, l -> new Arrivals());
                seen.until(depth.end(), now);
                long leased = underWay.getOrDefault(expert, Map.of()).getOrDefault(lane, 0L);
                lanes.put(
                        lane,
                        new PoolState.Backlog(
                                depth.unfinished(), Math.min(leased, depth.unfinished()), seen.rate.perSecond(now)));
            }
            pools.put(
                    expert,
                    new PoolState(
                            expert,
                            lanes.getOrDefault(Lane.LANE_INTERACTIVE, PoolState.Backlog.NONE),
                            lanes.getOrDefault(Lane.LANE_BULK, PoolState.Backlog.NONE),
                            times.secondsPerJob(expert),
                            jobs.jobsPerSecond(expert, now)));
        }
        return new PoolStates(latest.version() + 1, now, pools);
    }
}
