/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.webhook.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tryon.proto.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * The outbox as its owner reads it: of a partition that it takes over all that a predecessor left, and from then on what an
 * operator sends back of what was given up. The owner's own records come by too and say nothing new.
 *
 * <p>What is sent back is written in a transaction, so only what is committed counts. Where one is open, what is committed
 * ends before it, also for records that stand behind it; so a takeover writes a mark and reads until it has come by. A
 * transaction that was left open ends after half a minute.
 *
 * <p>Used by one thread. Owns neither client.
 */
final class OutboxReader {
    private static final Duration READ_BACK = Duration.ofMillis(500);

    private final Consumer<byte[], byte[]> consumer;
    private final Producer<byte[], byte[]> producer;
    private final List<PendingCall> redriven = new ArrayList<>();

    /** @param consumer reads what is committed */
    OutboxReader(Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer) {
        this.consumer = consumer;
        this.producer = producer;
    }

    /** The calls that are still to be made of partitions which are this process's from now on. */
    List<PendingCall> takeOver(Collection<Integer> partitions) {
        Map<TopicPartition, Long> marks = new HashMap<>();
        partitions.forEach(partition -> marks.put(partition(partition), mark(partition)));
        Set<TopicPartition> all = new HashSet<>(consumer.assignment());
        all.addAll(marks.keySet());
        consumer.assign(all);
        consumer.seekToBeginning(marks.keySet());
        Map<String, PendingCall> left = new HashMap<>();
        while (marks.entrySet().stream().anyMatch(mark -> consumer.position(mark.getKey()) <= mark.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(READ_BACK)) {
                if (marks.containsKey(partition(record.partition()))) {
                    String key = new String(record.key(), UTF_8);
                    OutboxRecords.read(record).ifPresentOrElse(call -> left.put(key, call), () -> left.remove(key));
                } else {
                    follow(record);
                }
            }
        }
        return List.copyOf(left.values());
    }

    /** Partitions are somebody else's from now on. */
    void leave(Collection<Integer> partitions) {
        consumer.assign(consumer.assignment().stream()
                .filter(partition -> !partitions.contains(partition.partition()))
                .toList());
        redriven.removeIf(call -> partitions.contains(call.partition()));
    }

    /** What was sent back since it was last asked; does not wait. */
    List<PendingCall> redriven() {
        if (!consumer.assignment().isEmpty()) {
            consumer.poll(Duration.ZERO).forEach(this::follow);
        }
        List<PendingCall> come = List.copyOf(redriven);
        redriven.clear();
        return come;
    }

    private void follow(ConsumerRecord<byte[], byte[]> record) {
        if (OutboxRecords.isRedriven(record)) {
            OutboxRecords.read(record).ifPresent(redriven::add);
        }
    }

    /** Where the mark stands that was written now. */
    private long mark(int partition) {
        try {
            return producer.send(OutboxRecords.mark(partition)).get().offset();
        } catch (ExecutionException e) {
            throw new KafkaException("Kafka did not take a mark in " + Topics.WEBHOOKS, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while taking webhooks over", e);
        }
    }

    private static TopicPartition partition(int number) {
        return new TopicPartition(Topics.WEBHOOKS, number);
    }
}
