/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tryon.platform.kafka.TopicTail;
import dev.tryon.producer.KafkaUnavailableException;
import dev.tryon.proto.Topics;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Who used an idempotency key first, agreed upon through Kafka: a claim is a record of tryon.claims, its key the request's
 * id, its value the sha256 of the request. All claims of an id stand in one partition, so everybody who reads sees the same
 * one first, and that one holds. A claim is read back before its request is sent; only then is it known to be first.
 * What is claimed already is known from reading and costs nothing; a first use costs one round trip.
 *
 * <p>The topic is not compacted, though its keys would allow it: compaction keeps the last record of a key, and what
 * counts here is the first. Its retention is how long a key is remembered.
 *
 * <p>Thread-safe; owns the reader and its thread, not the producer.
 */
public final class Claims implements AutoCloseable {
    private final Producer<byte[], byte[]> producer;
    private final Duration patience;
    private final TopicTail tail;
    private final Map<String, byte[]> first;
    private final Map<String, CompletableFuture<byte[]>> awaited = new ConcurrentHashMap<>();

    /**
     * @param producer writes claims
     * @param reader without assignment; closed with this
     * @param capacity keys that are remembered; the eldest are forgotten
     * @param patience how long a claim may take
     */
    public Claims(Producer<byte[], byte[]> producer, Consumer<byte[], byte[]> reader, int capacity, Duration patience) {
        this.producer = producer;
        this.patience = patience;
        this.first = new Bounded(capacity);
        this.tail = new TopicTail(reader, Topics.CLAIMS, TopicTail.From.BEGINNING, "claims", this::take);
    }

    /** Begins to read; claims can be made at once, but wait until what is there has been read. */
    public Claims start() {
        tail.start();
        return this;
    }

    /** Waits until what was there at the start has been read; false when that takes longer. */
    public boolean awaitCaughtUp(Duration timeout) throws InterruptedException {
        return tail.awaitCaughtUp(timeout);
    }

    /** Whether claims are being read. */
    public boolean alive() {
        return tail.alive();
    }

    /**
     * Claims an id for a request.
     *
     * @param sha256 of the request
     * @return completes when the claim holds; fails with {@link IdempotencyConflictException} when another one does, and with
     *     {@link KafkaUnavailableException} when that cannot be told in time
     */
    public CompletableFuture<Void> claim(String requestId, byte[] sha256) {
        byte[] known = known(requestId);
        CompletableFuture<byte[]> holder =
                known == null ? written(requestId, sha256) : CompletableFuture.completedFuture(known);
        return holder.thenAccept(held -> {
            if (!Arrays.equals(held, sha256)) {
                throw new IdempotencyConflictException(requestId);
            }
        });
    }

    @Override
    public void close() {
        tail.close();
    }

    private CompletableFuture<byte[]> written(String requestId, byte[] sha256) {
        CompletableFuture<byte[]> holder = awaited.computeIfAbsent(requestId, id -> new CompletableFuture<>());
        CompletableFuture<byte[]> mine = holder.copy().orTimeout(patience.toNanos(), TimeUnit.NANOSECONDS);
        try {
            var unused = producer.send(
                    new ProducerRecord<>(Topics.CLAIMS, requestId.getBytes(UTF_8), sha256), (metadata, failure) -> {
                        if (failure != null) {
                            mine.completeExceptionally(failure);
                        }
                    });
        } catch (KafkaException e) {
            mine.completeExceptionally(e);
        }
        return mine.whenComplete((held, failure) -> {
                    if (failure != null) {
                        awaited.remove(requestId, holder);
                    }
                })
                .exceptionally(failure -> {
                    throw new KafkaUnavailableException(
                            "Kafka did not confirm the idempotency key of request " + requestId
                                    + "; submit it again with the same key",
                            failure);
                });
    }

    private byte @Nullable [] known(String requestId) {
        synchronized (first) {
            return first.get(requestId);
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null || record.value() == null) {
            return;
        }
        String requestId = new String(record.key(), UTF_8);
        byte[] holder;
        synchronized (first) {
            holder = first.computeIfAbsent(requestId, id -> record.value());
        }
        CompletableFuture<byte[]> waiting = awaited.remove(requestId);
        if (waiting != null) {
            waiting.complete(holder);
        }
    }

    /** Forgets the eldest. */
    private static final class Bounded extends LinkedHashMap<String, byte[]> {
        private static final long serialVersionUID = 1L;
        private final int capacity;

        Bounded(int capacity) {
            this.capacity = capacity;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
            return size() > capacity;
        }
    }
}
