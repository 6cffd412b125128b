/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.ledger;

import dev.tryon.proto.cloudevents.CloudEvent;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.proto.cloudevents.Malformed;
import dev.tryon.v1.TryOnEvent;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What one poll brought: events by id, and how far that is in each partition. A record that is no event moves the
 * position like any other. Progress is not kept: it says nothing once it is over. Not thread-safe.
 */
final class LedgerBatch {

    private final Map<String, CloudEvent<TryOnEvent>> events = new LinkedHashMap<>();
    private final Map<TopicPartition, Long> next = new HashMap<>();

    /** @param malformed is told of records that are no events */
    static LedgerBatch of(
            Iterable<ConsumerRecord<byte[], byte[]>> records,
            BiConsumer<ConsumerRecord<byte[], byte[]>, Malformed<TryOnEvent>> malformed) {
        LedgerBatch batch = new LedgerBatch();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            batch.next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
            var decoded = CloudEventCodec.EVENTS.decode(record);
            decoded.malformed().ifPresent(problem -> malformed.accept(record, problem));
            decoded.event()
                    .filter(event -> !event.message().hasProgress() && isUuid(event.subject()))
                    .ifPresent(event -> batch.events.putIfAbsent(event.id(), event));
        }
        return batch;
    }

    Map<String, CloudEvent<TryOnEvent>> events() {
        return events;
    }

    /** Offsets that are to be read after this. */
    Map<TopicPartition, Long> next() {
        return next;
    }

    private static boolean isUuid(String text) {
        try {
            return UUID.fromString(text).toString().equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
