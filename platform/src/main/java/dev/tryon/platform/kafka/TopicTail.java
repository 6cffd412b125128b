/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.kafka;

import dev.tryon.platform.lifecycle.Threads;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands on the records of all partitions of a topic as they come, without a group, on a thread of its own. Whoever reads a
 * topic so sees all of it, whatever others read. It ends by itself only when Kafka refuses it or the listener throws: watch
 * {@link #alive()}. Thread-safe; owns its reader and its thread.
 */
public final class TopicTail implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TopicTail.class);
    private static final Duration POLL = Duration.ofSeconds(1);

    /** Where to begin. */
    @FunctionalInterface
    public interface From {
        /** With the eldest record that Kafka still has. */
        From BEGINNING = (consumer, ends) -> consumer.beginningOffsets(ends.keySet());

        /** With what comes from now on. */
        From END = (consumer, ends) -> ends;

        /**
         * The positions of partitions.
         *
         * @param ends where each of them ends
         */
        Map<TopicPartition, Long> positions(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends);
    }

    private final Consumer<byte[], byte[]> reader;
    private final String topic;
    private final From from;
    private final java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> listener;
    private final Thread thread;
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private volatile boolean closed;

    /**
     * @param reader without assignment; closed with this
     * @param name of the thread
     * @param listener is called on that thread
     */
    public TopicTail(
            Consumer<byte[], byte[]> reader,
            String topic,
            From from,
            String name,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> listener) {
        this.reader = reader;
        this.topic = topic;
        this.from = from;
        this.listener = listener;
        this.thread = new Thread(this::read, name);
        this.thread.setDaemon(true);
    }

    /** Begins to read. */
    public TopicTail start() {
        thread.start();
        return this;
    }

    /** Waits until what was there at the start has been handed on; false when that takes longer. */
    public boolean awaitCaughtUp(Duration timeout) throws InterruptedException {
        return caughtUp.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * The same, for what must be known before anything is done.
     *
     * @throws IllegalStateException when it is not read in time, or the waiting is interrupted
     */
    public void requireCaughtUp(Duration timeout) {
        try {
            if (!awaitCaughtUp(timeout)) {
                throw new IllegalStateException(
                        topic + " cannot be read: it did not answer within " + timeout.toSeconds()
                                + " s; check that Kafka runs and that tryon topics apply has made the topics");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading " + topic, e);
        }
    }

    /** Whether it is being read. */
    public boolean alive() {
        return thread.isAlive();
    }

    @Override
    public void close() {
        closed = true;
        reader.wakeup();
        Threads.joinUninterruptibly(thread);
    }

    private void read() {
        try (reader) {
            List<TopicPartition> partitions = reader.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw new IllegalStateException("there is no topic " + topic + "; tryon topics apply makes it");
            }
            Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
            reader.assign(partitions);
            from.positions(reader, ends).forEach(reader::seek);
            while (!closed) {
                reader.poll(POLL).forEach(listener);
                if (caughtUp.getCount() > 0
                        && ends.entrySet().stream().allMatch(end -> reader.position(end.getKey()) >= end.getValue())) {
                    caughtUp.countDown();
                }
            }
        } catch (WakeupException e) {
            // Closed.
        } catch (KafkaException | IllegalStateException e) {
            log.atError().setCause(e).addKeyValue("topic", topic).log("stopped reading a topic: restart this process");
        }
    }
}
