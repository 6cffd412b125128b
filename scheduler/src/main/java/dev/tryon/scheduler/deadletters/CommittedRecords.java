/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.deadletters;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads what stands committed in a topic now, and ends. Used by one thread; the consumer stays its caller's. */
final class CommittedRecords {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(20);

    private final Consumer<byte[], byte[]> consumer;
    private final Runnable counter;

    /** @param counter is called at each record */
    CommittedRecords(Consumer<byte[], byte[]> consumer, Runnable counter) {
        this.consumer = consumer;
        this.counter = counter;
    }

    /** Hands on all of a topic. */
    void all(String topic, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
        List<TopicPartition> partitions = assign(topic);
        consumer.seekToBeginning(partitions);
        read(consumer.endOffsets(partitions), each);
    }

    /** Hands on what was written to a topic from one moment until another. */
    void between(
            String topic,
            Instant from,
            Instant until,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
        List<TopicPartition> partitions = assign(topic);
        Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
        Map<TopicPartition, Long> starts = offsets(partitions, from);
        offsets(partitions, until).forEach((partition, offset) -> ends.merge(partition, offset, Math::min));
        partitions.forEach(partition ->
                consumer.seek(partition, starts.getOrDefault(partition, ends.getOrDefault(partition, 0L))));
        read(ends, each);
    }

    private List<TopicPartition> assign(String topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .sorted(Comparator.comparingInt(TopicPartition::partition))
                .toList();
        if (partitions.isEmpty()) {
            throw new InvalidTopicException("there is no topic " + topic + "; tryon topics apply makes it");
        }
        consumer.assign(partitions);
        return partitions;
    }

    /** Of each partition where the first record since then stands, if there is one. */
    private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, Instant since) {
        Map<TopicPartition, Long> asked = partitions.stream()
                .collect(Collectors.toMap(partition -> partition, partition -> since.toEpochMilli()));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        consumer.offsetsForTimes(asked).forEach((TopicPartition partition, OffsetAndTimestamp found) -> {
            if (found != null) {
                offsets.put(partition, found.offset());
            }
        });
        return offsets;
    }

    private void read(
            Map<TopicPartition, Long> ends, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
        long heard = System.nanoTime();
        while (!ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                heard = System.nanoTime();
                counter.run();
                Long end = ends.get(new TopicPartition(record.topic(), record.partition()));
                if (end != null && record.offset() < end) {
                    each.accept(record);
                }
            }
            if (System.nanoTime() - heard > LONGEST_SILENCE.toNanos()) {
                throw new TimeoutException("Kafka stopped answering while " + ends.keySet() + " were read");
            }
        }
    }
}
