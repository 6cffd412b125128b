/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.control;

import dev.tryon.proto.Topics;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.proto.cloudevents.Decoded;
import dev.tryon.v1.Control;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads {@code tryon.control} whole, from its oldest order on, and goes on reading. Every worker reads all of it: an order
 * may be older than the moment at which its request is leased. Thread-safe; owns the thread {@code control} and the consumer.
 */
public final class ControlReader implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ControlReader.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final Consumer<byte[], byte[]> consumer;
    private final Cancellations cancellations;
    private final Thread thread = new Thread(this::run, "control");
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private volatile boolean closed;

    /** @param consumer without a group; closed with this */
    public ControlReader(Consumer<byte[], byte[]> consumer, Cancellations cancellations) {
        this.consumer = consumer;
        this.cancellations = cancellations;
    }

    public ControlReader start() {
        thread.start();
        return this;
    }

    /** Waits until what was ordered before the start is known; without Kafka that may take any time. */
    public boolean awaitCaughtUp(Duration longest) throws InterruptedException {
        return caughtUp.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether orders are still read: without them cancelled requests would be painted. */
    public boolean alive() {
        return thread.isAlive();
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (consumer) {
            Map<TopicPartition, Long> ends = assign();
            while (!closed) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    take(record);
                }
                if (ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                    caughtUp.countDown();
                }
            }
        } catch (WakeupException e) {
            // close() wakes a poll that waits.
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("orders are not read any more; this process should be started anew");
        }
    }

    private Map<TopicPartition, Long> assign() {
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.CONTROL).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer.endOffsets(partitions);
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        Decoded<Control> decoded = CloudEventCodec.CONTROL.decode(record);
        decoded.event().ifPresent(order -> cancellations.take(order.message()));
        decoded.malformed()
                .ifPresent(malformed -> log.atWarn()
                        .addKeyValue("topic", record.topic())
                        .addKeyValue("offset", record.offset())
                        .addKeyValue("reason", malformed.text())
                        .log("left out a record that is no order"));
    }
}
