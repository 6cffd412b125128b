/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.results;

import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.platform.lifecycle.Threads;
import dev.tryon.producer.KafkaUnavailableException;
import dev.tryon.proto.cloudevents.CloudEvent;
import dev.tryon.v1.TryOnEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to tryon.results for any number of requests at once, on one thread of its own with one consumer.
 *
 * <pre>{@code
 * try (TryOnResults results = TryOnResults.listen(ResultsReader.open(kafka.reader("shop"), ReadFrom.now()));
 *         Expectation expected = results.expect(request.getRequestId())) {
 *     client.submit(request).join();
 *     Optional<TryOnEvent> end = expected.await(Duration.ofMinutes(1));
 * }
 * }</pre>
 *
 * Say what is expected before submitting it: events of requests that nobody expects are passed over. Each event of an
 * expected request is delivered once, in order, on the listening thread. Thread-safe; whoever starts it closes it.
 */
public final class TryOnResults implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TryOnResults.class);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final ResultsReader reader;
    private final Thread thread;
    private final Map<String, List<Expectation>> expectations = new ConcurrentHashMap<>();
    private volatile boolean closed;

    private TryOnResults(ResultsReader reader) {
        this.reader = reader;
        this.thread = new Thread(this::listen, "tryon-results");
        this.thread.setDaemon(true);
    }

    /**
     * Starts listening where the reader stands.
     *
     * @param reader closed with this
     */
    public static TryOnResults listen(ResultsReader reader) {
        TryOnResults results = new TryOnResults(reader);
        results.thread.start();
        return results;
    }

    /**
     * Listens for good, to every request's events, and goes on where the group stopped when it is started anew: each event
     * is delivered at least once, and what was announced twice is delivered once. A group that is new begins with the
     * eldest event that Kafka has. Several processes with one group share the work.
     *
     * <pre>{@code
     * try (ResultsSubscription shop = TryOnResults.listen(kafka, "shop", new ResultsListener() {
     *     public void completed(CloudEvent<TryOnEvent> event, Completed completed) {
     *         catalogue.show(event.subject(), completed.getResult().getUri());
     *     }
     * })) { ... }
     * }</pre>
     *
     * @param group of Kafka consumers; a name of the program's own
     * @param listener called on one thread, events of a request in their order; a hundred calls together must return within
     *     {@code max.poll.interval.ms}, five minutes unless it is set
     */
    public static ResultsSubscription listen(KafkaClients kafka, String group, ResultsListener listener) {
        return ResultsSubscription.start(kafka.listener(group, group), group, listener);
    }

    /** Expects the end of a request. */
    public Expectation expect(String requestId) {
        return expect(requestId, event -> {});
    }

    /**
     * Expects the events of a request.
     *
     * @param listener gets each of them, the last included, on the listening thread; must not block
     */
    public Expectation expect(String requestId, Consumer<TryOnEvent> listener) {
        Expectation expectation = new Expectation(requestId, listener, this::forget);
        expectations.compute(requestId, (id, present) -> {
            List<Expectation> all = present == null ? new CopyOnWriteArrayList<>() : present;
            all.add(expectation);
            return all;
        });
        if (closed) {
            failAll(new IllegalStateException("the listener is closed"));
        }
        return expectation;
    }

    /** Stops listening; what is still expected fails. Closing twice does nothing. */
    @Override
    public void close() {
        closed = true;
        reader.wakeup();
        Threads.joinUninterruptibly(thread);
    }

    private void listen() {
        Throwable cause = new IllegalStateException("the listener is closed");
        try (reader) {
            while (!closed) {
                reader.poll(POLL).forEach(this::deliver);
            }
        } catch (KafkaUnavailableException e) {
            log.atError().setCause(e).log("stopped listening to results: restart what waits for them");
            cause = e;
        } finally {
            closed = true;
            failAll(cause);
        }
    }

    private void deliver(CloudEvent<TryOnEvent> event) {
        for (Expectation expectation : expectations.getOrDefault(event.subject(), List.of())) {
            try {
                if (expectation.deliver(event.message())) {
                    forget(expectation);
                }
            } catch (RuntimeException e) {
                // One listener's bug must not keep events from the others.
                log.atError()
                        .setCause(e)
                        .addKeyValue("requestId", event.subject())
                        .log("a listener failed on an event: mend the listener");
            }
        }
    }

    private void forget(Expectation expectation) {
        expectations.computeIfPresent(expectation.requestId(), (id, all) -> {
            all.remove(expectation);
            return all.isEmpty() ? null : all;
        });
    }

    private void failAll(Throwable cause) {
        expectations.values().forEach(all -> all.forEach(expectation -> expectation.fail(cause)));
        expectations.clear();
    }
}
