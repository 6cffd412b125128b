/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.results;

import dev.tryon.producer.KafkaUnavailableException;
import dev.tryon.proto.Topics;
import dev.tryon.proto.cloudevents.CloudEvent;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.proto.cloudevents.Malformed;
import dev.tryon.v1.TryOnEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads events from all partitions of tryon.results, without a group: every reader sees everything. Its position is
 * fixed before {@link #open} returns, so a request that is submitted afterwards cannot end unseen. Duplicates (by
 * {@code ce_id}) and records that are no events of this contract are left out; the latter are logged.
 *
 * <p>Owns its consumer. Not thread-safe, except {@link #wakeup}.
 */
public final class ResultsReader implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ResultsReader.class);
    private static final int REMEMBERED_IDS = 65_536;

    private final Consumer<byte[], byte[]> consumer;
    private final RecentIds seen = new RecentIds(REMEMBERED_IDS);
    private final Map<TopicPartition, Long> endAtOpening;

    private ResultsReader(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> endAtOpening) {
        this.consumer = consumer;
        this.endAtOpening = Map.copyOf(endAtOpening);
    }

    /**
     * Takes a position on every partition.
     *
     * @param consumer without assignment; closed with the reader, or at once when this fails
     * @throws KafkaUnavailableException when Kafka does not answer or has no such topic
     */
    public static ResultsReader open(Consumer<byte[], byte[]> consumer, ReadFrom from) {
        try {
            Set<TopicPartition> partitions = partitions(consumer);
            if (partitions.isEmpty()) {
                throw new KafkaUnavailableException(
                        "Kafka has no topic " + Topics.RESULTS + "; start the scheduler, which makes the topics", null);
            }
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            from.positions(consumer, ends).forEach(consumer::seek);
            return new ResultsReader(consumer, ends);
        } catch (KafkaException e) {
            consumer.close();
            throw new KafkaUnavailableException(
                    "cannot read " + Topics.RESULTS + ": " + e.getMessage() + "; check that Kafka runs at that address",
                    e);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /**
     * The next events, in order within a request; empty when none came in time or {@link #wakeup} was called.
     *
     * @throws KafkaUnavailableException when Kafka refuses to go on
     */
    public List<CloudEvent<TryOnEvent>> poll(Duration timeout) {
        try {
            adoptNewPartitions();
            List<CloudEvent<TryOnEvent>> events = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(timeout)) {
                var decoded = CloudEventCodec.EVENTS.decode(record);
                decoded.malformed().ifPresent(malformed -> logMalformed(record, malformed));
                decoded.event().filter(event -> seen.add(event.id())).ifPresent(events::add);
            }
            return events;
        } catch (WakeupException e) {
            return List.of();
        } catch (KafkaException e) {
            throw new KafkaUnavailableException("cannot read " + Topics.RESULTS + ": " + e.getMessage(), e);
        }
    }

    /** Whether everything that was there when the reader was opened has been read. */
    public boolean caughtUp() {
        return endAtOpening.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** Makes a {@link #poll} that is under way, or the next one, return at once. From any thread. */
    public void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }

    /** A topic may be given more partitions while it is read; what stands in new ones is read from their start. */
    private void adoptNewPartitions() {
        Set<TopicPartition> now = partitions(consumer);
        if (now.size() <= consumer.assignment().size()) {
            return;
        }
        Set<TopicPartition> before = Set.copyOf(consumer.assignment());
        consumer.assign(now);
        now.stream().filter(partition -> !before.contains(partition)).forEach(partition -> consumer.seek(partition, 0));
    }

    private static Set<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
        return consumer.partitionsFor(Topics.RESULTS).stream()
                .map((PartitionInfo info) -> new TopicPartition(info.topic(), info.partition()))
                .collect(Collectors.toSet());
    }

    static void logMalformed(ConsumerRecord<byte[], byte[]> record, Malformed<TryOnEvent> malformed) {
        log.atWarn()
                .addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .addKeyValue("reason", malformed.reason())
                .addKeyValue("detail", malformed.text())
                .log("left out a record that is no event");
    }
}
