/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.gateway.view;

import dev.tryon.platform.lifecycle.Threads;
import dev.tryon.producer.KafkaUnavailableException;
import dev.tryon.producer.Submitted;
import dev.tryon.producer.results.ResultsReader;
import dev.tryon.v1.TryOnEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A window on tryon.results: the requests heard of lately, as many as fit. Every gateway reads all of the topic on a thread
 * of its own, so any of them can answer for any request, and none needs a database or another service. What is older
 * than the window the topic still tells, to {@code tryon get}. Thread-safe; owns its reader and its thread.
 */
public final class RecentRequests implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RecentRequests.class);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final ResultsReader reader;
    private final Thread thread;
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final Map<String, RequestView> views;
    private final Map<String, List<Consumer<TryOnEvent>>> followers = new HashMap<>();
    private volatile boolean closed;

    /**
     * @param reader closed with this
     * @param capacity requests that are remembered
     */
    public RecentRequests(ResultsReader reader, int capacity) {
        this.reader = reader;
        this.views = new Bounded(capacity);
        this.thread = new Thread(this::read, "gateway-results");
    }

    /** Begins to read. */
    public RecentRequests start() {
        thread.start();
        return this;
    }

    /** Waits until what was there at the start has been read; false when that takes longer. */
    public boolean awaitCaughtUp(Duration timeout) throws InterruptedException {
        return caughtUp.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Whether it is being read. */
    public boolean alive() {
        return thread.isAlive();
    }

    /** A request was accepted here: it is known before any event tells of it. */
    public void accepted(Submitted submitted, String tenant) {
        synchronized (views) {
            views.putIfAbsent(submitted.requestId(), new RequestView(tenant, List.of(), Optional.of(submitted)));
        }
    }

    /** What is known of a request. */
    public Optional<RequestView> find(String requestId) {
        synchronized (views) {
            return Optional.ofNullable(views.get(requestId));
        }
    }

    /** How many requests are remembered. */
    public int size() {
        synchronized (views) {
            return views.size();
        }
    }

    /**
     * Follows a request: what is known already comes first, nothing is missed and nothing comes twice.
     *
     * @param follower is called on the reading thread and must not block
     * @return stops following
     */
    public Runnable follow(String requestId, Consumer<TryOnEvent> follower) {
        synchronized (views) {
            RequestView view = views.get(requestId);
            if (view != null) {
                view.events().forEach(follower);
            }
            followers
                    .computeIfAbsent(requestId, id -> new CopyOnWriteArrayList<>())
                    .add(follower);
        }
        return () -> forget(requestId, follower);
    }

    @Override
    public void close() {
        closed = true;
        reader.wakeup();
        Threads.joinUninterruptibly(thread);
    }

    private void forget(String requestId, Consumer<TryOnEvent> follower) {
        synchronized (views) {
            followers.computeIfPresent(requestId, (id, all) -> {
                all.remove(follower);
                return all.isEmpty() ? null : all;
            });
        }
    }

    private void read() {
        try (reader) {
            while (!closed) {
                reader.poll(POLL).forEach(event -> take(event.message()));
                if (caughtUp.getCount() > 0 && reader.caughtUp()) {
                    caughtUp.countDown();
                }
            }
        } catch (KafkaUnavailableException e) {
            log.atError().setCause(e).log("stopped reading results: restart this gateway");
        }
    }

    private void take(TryOnEvent event) {
        synchronized (views) {
            RequestView before = views.get(event.getRequestId());
            RequestView view =
                    before == null ? new RequestView(event.getTenant(), List.of(), Optional.empty()) : before;
            views.put(event.getRequestId(), view.with(event));
            followers.getOrDefault(event.getRequestId(), List.of()).forEach(follower -> tell(follower, event));
        }
    }

    private static void tell(Consumer<TryOnEvent> follower, TryOnEvent event) {
        try {
            follower.accept(event);
        } catch (RuntimeException e) {
            // One client's broken connection must not keep events from the others.
            log.atDebug().setCause(e).log("a follower failed");
        }
    }

    /** Forgets what was heard of longest ago. */
    private static final class Bounded extends LinkedHashMap<String, RequestView> {
        private static final long serialVersionUID = 1L;
        private final int capacity;

        Bounded(int capacity) {
            super(1024, 0.75f, true);
            this.capacity = capacity;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RequestView> eldest) {
            return size() > capacity;
        }
    }
}
