/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.pools;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads every partition of a topic without a group, from its beginning or its end on, and hands each record on. Every
 * scheduler reads all of it. Thread-safe; owns the thread and the consumer.
 */
public final class TopicReader implements AutoCloseable {
    /** Where to begin. */
    public enum From {
        BEGINNING,
        END
    }

    private static final Logger log = LoggerFactory.getLogger(TopicReader.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final String topic;
    private final From from;
    private final java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each;
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable Consumer<byte[], byte[]> reading;
    private volatile boolean closed;

    /**
     * @param thread its name
     * @param consumers called on that thread
     * @param each is called on that thread
     */
    public TopicReader(
            String thread,
            Supplier<Consumer<byte[], byte[]>> consumers,
            String topic,
            From from,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
        this.consumers = consumers;
        this.topic = topic;
        this.from = from;
        this.each = each;
        this.thread = new Thread(this::run, thread);
    }

    public TopicReader start() {
        thread.start();
        return this;
    }

    public boolean alive() {
        return thread.isAlive();
    }

    /** Waits until what was there at the start has been handed on. */
    public boolean awaitCaughtUp(Duration longest) throws InterruptedException {
        return caughtUp.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * The same, for what must be known before anything is done.
     *
     * @throws IllegalStateException when it is not read in time, or the waiting is interrupted
     */
    public void requireCaughtUp(Duration longest) {
        try {
            if (!awaitCaughtUp(longest)) {
                throw new IllegalStateException(
                        topic + " cannot be read: it did not answer within " + longest.toSeconds()
                                + " s; check that Kafka runs and that tryon topics apply has made the topics");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading " + topic, e);
        }
    }

    @Override
    public void close() {
        closed = true;
        Consumer<byte[], byte[]> consumer = reading;
        if (consumer != null) {
            consumer.wakeup(); // An interrupt would also disturb the consumer's closing.
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            reading = consumer;
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            if (from == From.BEGINNING) {
                consumer.seekToBeginning(partitions);
            } else {
                consumer.seekToEnd(partitions);
            }
            var ends = consumer.endOffsets(partitions);
            while (!closed) {
                consumer.poll(POLL).forEach(each);
                if (caughtUp.getCount() > 0
                        && ends.entrySet().stream()
                                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                    caughtUp.countDown();
                }
            }
        } catch (WakeupException e) {
            // close() wakes a poll that waits.
        } catch (RuntimeException e) {
            log.atError().setCause(e).addKeyValue("topic", topic).log("not read any more; start this process anew");
        }
    }
}
