/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.announce;

import dev.tryon.platform.kafka.ConfirmedWrites;
import dev.tryon.platform.lifecycle.Threads;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.proto.cloudevents.TraceContext;
import dev.tryon.v1.Retry;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.v1.TryOnRequest;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Writes events to {@code tryon.results} and hands outfits on. What ends a request is written before its lease is
 * acknowledged, so what is returned completes when Kafka has it, and exceptionally when Kafka does not take it. Thread-safe;
 * owns the thread {@code progress}, not the producer.
 */
public final class Announcer implements AutoCloseable {

    /** Progress that waits to be written; what is older is left out. */
    private static final int PROGRESS_BEHIND = 64;

    private final Producer<byte[], byte[]> producer;
    private final ConfirmedWrites kafka;
    private final String source;
    private final ExecutorService progress = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(PROGRESS_BEHIND),
            task -> new Thread(task, "progress"),
            new ThreadPoolExecutor.DiscardOldestPolicy());

    /** @param worker names this process in {@code ce_source} */
    public Announcer(Producer<byte[], byte[]> producer, String worker) {
        this.producer = producer;
        this.kafka = new ConfirmedWrites(producer);
        this.source = "/tryon/worker/" + worker;
    }

    /** What ends a request. */
    public CompletableFuture<Void> announce(TryOnEvent event, @Nullable TraceContext trace) {
        return send(CloudEventCodec.EVENTS.encode(event, source, trace));
    }

    /** For Started: goes out when it goes out, and a loss is no harm. */
    public void mention(TryOnEvent event, @Nullable TraceContext trace) {
        Future<RecordMetadata> unused = producer.send(CloudEventCodec.EVENTS.encode(event, source, trace));
    }

    /**
     * For Progress: the same, and never waits. A producer that has lost sight of its brokers for five minutes forgets what it
     * knew of them, and each {@code send} then waits for a minute: too long for who steps the jobs of everybody.
     */
    public void mentionAside(TryOnEvent event, @Nullable TraceContext trace) {
        progress.execute(() -> {
            try {
                mention(event, trace);
            } catch (InterruptException e) {
                Thread.currentThread().interrupt(); // closed while it waited
            }
        });
    }

    @Override
    public void close() {
        Threads.end(progress, Duration.ofSeconds(30), "what writes progress");
    }

    /** Hands a request to the expert of its position. */
    public CompletableFuture<Void> forward(TryOnRequest request, @Nullable TraceContext trace) {
        return send(CloudEventCodec.REQUESTS.encode(request, source, trace));
    }

    /** Hands a request to the scheduler, which brings it back. */
    public CompletableFuture<Void> park(Retry retry, @Nullable TraceContext trace) {
        return send(CloudEventCodec.RETRIES.encode(retry, source, trace));
    }

    private CompletableFuture<Void> send(ProducerRecord<byte[], byte[]> message) {
        return kafka.write(message, metadata -> null, refusal -> notTaken(message, refusal));
    }

    private static KafkaException notTaken(ProducerRecord<byte[], byte[]> message, Exception why) {
        return new KafkaException("Kafka did not take a record for " + message.topic(), why);
    }
}
