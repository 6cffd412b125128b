/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.soak;

import dev.tryon.bench.chaos.ChaosStack;
import dev.tryon.scheduler.pools.RequestTopics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at every process of a stack, and at how much stands in the request topics, again and again on a thread of its own.
 * Whoever starts it closes it; what it saw is there after that.
 */
final class Soak implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Soak.class);

    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor();
    private final Map<String, Long> processes;
    private final Admin admin;
    private final RequestTopics topics;
    private final long start = System.nanoTime();
    private final List<Sample> samples = new ArrayList<>();

    /**
     * One look.
     *
     * @param seconds since the first
     * @param lag requests that workers have not finished, those in hand included
     */
    record Sample(double seconds, Map<String, Vitals> vitals, long lag) {}

    private Soak(ChaosStack stack) {
        processes = stack.processes();
        admin = stack.servers().kafka().admin("soak");
        topics = new RequestTopics(admin);
    }

    static Soak watch(ChaosStack stack, Duration every) {
        Soak soak = new Soak(stack);
        var unused = soak.looks.scheduleWithFixedDelay(soak::look, 0, every.toMillis(), TimeUnit.MILLISECONDS);
        return soak;
    }

    /** In the order of time. Only after {@link #close}. */
    List<Sample> samples() {
        return List.copyOf(samples);
    }

    @Override
    public void close() {
        looks.shutdown();
        try {
            if (!looks.awaitTermination(1, TimeUnit.MINUTES)) {
                looks.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        admin.close();
    }

    private void look() {
        try {
            Map<String, Vitals> vitals = new LinkedHashMap<>();
            processes.forEach((name, pid) -> vitals.put(name, Vitals.of(pid)));
            long lag = topics.depths().values().stream()
                    .flatMap(lanes -> lanes.values().stream())
                    .mapToLong(RequestTopics.Depth::unfinished)
                    .sum();
            samples.add(new Sample((System.nanoTime() - start) / 1e9, vitals, lag));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.atError()
                    .setCause(e)
                    .log("a look at the processes failed"); // a scheduled task that throws never runs again
        }
    }
}
