/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.webhook.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tryon.proto.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads back what a predecessor left in the outbox. Used by one thread; does not own the consumer. */
final class OutboxReader {
    private static final Duration POLL = Duration.ofMillis(500);

    private final Consumer<byte[], byte[]> consumer;

    /** @param consumer without assignment */
    OutboxReader(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /** The calls that are still to be made, of some partitions: those without a deletion after them. */
    Collection<PendingCall> left(Collection<Integer> partitions) {
        List<TopicPartition> all = partitions.stream()
                .map(partition -> new TopicPartition(Topics.WEBHOOKS, partition))
                .toList();
        Map<TopicPartition, Long> ends = consumer.endOffsets(all);
        consumer.assign(all);
        consumer.seekToBeginning(all);
        Map<String, PendingCall> left = new HashMap<>();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                String id = new String(record.key(), UTF_8);
                OutboxRecords.read(record).ifPresentOrElse(call -> left.put(id, call), () -> left.remove(id));
            }
        }
        return left.values();
    }
}
