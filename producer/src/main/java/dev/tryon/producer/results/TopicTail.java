/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.results;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands on the records of all partitions of a topic as they come, on a thread of its own. Thread-safe; owns its reader and
 * its thread.
 */
public final class TopicTail implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TopicTail.class);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> reader;
    private final String topic;
    private final ReadFrom from;
    private final Consumer<ConsumerRecord<byte[], byte[]>> listener;
    private final Thread thread;
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private volatile boolean closed;

    /**
     * @param reader without assignment; closed with this
     * @param name of the thread
     * @param listener is called on that thread
     */
    public TopicTail(
            org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> reader,
            String topic,
            ReadFrom from,
            String name,
            Consumer<ConsumerRecord<byte[], byte[]>> listener) {
        this.reader = reader;
        this.topic = topic;
        this.from = from;
        this.listener = listener;
        this.thread = new Thread(this::read, name);
        this.thread.setDaemon(true);
    }

    /** Begins to read. */
    public void start() {
        thread.start();
    }

    /** Waits until what was there at the start has been read; false when that takes longer. */
    public boolean awaitCaughtUp(Duration timeout) throws InterruptedException {
        return caughtUp.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Whether it is being read. */
    public boolean alive() {
        return thread.isAlive();
    }

    @Override
    public void close() {
        closed = true;
        reader.wakeup();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try (reader) {
            List<TopicPartition> partitions = reader.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
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
        } catch (KafkaException e) {
            log.atError().setCause(e).addKeyValue("topic", topic).log("stopped reading a topic: restart this process");
        }
    }
}
