/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.release;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Divides partitions among the schedulers by a consumer group, of which only the membership is used: the consumer fetches
 * nothing. For each partition that this process has, a task runs. A task that outlives its ownership for a moment does
 * no harm, since its successor fences it. Thread-safe; owns the thread {@code ownership}, the consumer and the tasks.
 */
public final class Ownership implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Ownership.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final List<String> topics;
    private final Function<TopicPartition, PartitionTask> tasks;
    private final Map<TopicPartition, PartitionTask> running = new HashMap<>();
    private final Thread thread = new Thread(this::run, "ownership");
    private volatile int owned;
    private volatile boolean closed;

    /**
     * @param consumers of the group; called on the thread
     * @param tasks makes the task of a partition, started
     */
    public Ownership(
            Supplier<Consumer<byte[], byte[]>> consumers,
            List<String> topics,
            Function<TopicPartition, PartitionTask> tasks) {
        this.consumers = consumers;
        this.topics = List.copyOf(topics);
        this.tasks = tasks;
    }

    public Ownership start() {
        thread.start();
        return this;
    }

    public boolean alive() {
        return thread.isAlive();
    }

    /** How many partitions this process works on. */
    public int owned() {
        return owned;
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            consumer.subscribe(topics, new Rebalances());
            while (!closed) {
                consumer.poll(POLL);
                consumer.pause(consumer.assignment());
            }
            release(List.copyOf(running.keySet())); // Before leaving the group: successors find nothing to fence.
        } catch (InterruptException e) {
            Thread.interrupted();
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("no member of the group any more; start this process anew");
        } finally {
            release(List.copyOf(running.keySet()));
        }
    }

    private void release(Collection<TopicPartition> partitions) {
        List<PartitionTask> stopping = partitions.stream()
                .map(running::remove)
                .filter(task -> task != null)
                .toList();
        stopping.forEach(PartitionTask::stop); // all at once
        stopping.forEach(PartitionTask::close);
        owned = running.size();
    }

    private final class Rebalances implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            partitions.forEach(partition -> running.computeIfAbsent(partition, tasks));
            owned = running.size();
            log.atInfo().addKeyValue("partitions", running.keySet()).log("works on");
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            release(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            release(partitions);
        }
    }
}
