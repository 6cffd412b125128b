/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.why;

import dev.tryon.platform.kafka.TopicTail;
import dev.tryon.producer.results.ReadFrom;
import dev.tryon.proto.Topics;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.v1.Retry;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Which requests are parked, as tryon.retries tells it: the latest record of each, as many as fit. A request is parked for
 * certain until its time; what happens after that its events tell. Thread-safe; owns its reader and its thread.
 */
public final class RetryBoard implements AutoCloseable {
    private final TopicTail tail;
    private final Clock clock;
    private final Map<String, Retry> latest;

    /**
     * @param reader without assignment; closed with this
     * @param capacity requests that are remembered
     */
    public RetryBoard(Consumer<byte[], byte[]> reader, ReadFrom from, int capacity, Clock clock) {
        this.clock = clock;
        this.latest = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Retry> eldest) {
                return size() > capacity;
            }
        };
        this.tail = new TopicTail(reader, Topics.RETRIES, from, "retry-board", this::take);
    }

    /** Begins to read. */
    public RetryBoard start() {
        tail.start();
        return this;
    }

    /** Waits until what was there at the start has been read; false when that takes longer. */
    public boolean awaitCaughtUp(Duration timeout) throws InterruptedException {
        return tail.awaitCaughtUp(timeout);
    }

    /** Whether it is being read. */
    public boolean alive() {
        return tail.alive();
    }

    /** The retry that a request waits for; empty when its time has come, or there is none. */
    public Optional<Retry> parked(String requestId) {
        synchronized (latest) {
            return Optional.ofNullable(latest.get(requestId))
                    .filter(retry -> Why.notBefore(retry).isAfter(clock.instant()));
        }
    }

    @Override
    public void close() {
        tail.close();
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        CloudEventCodec.RETRIES.decode(record).event().ifPresent(event -> {
            synchronized (latest) {
                latest.remove(event.subject()); // So that it counts as new.
                latest.put(event.subject(), event.message());
            }
        });
    }
}
