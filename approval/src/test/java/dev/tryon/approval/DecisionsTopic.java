/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval;

import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.proto.Topics;
import dev.tryon.proto.cloudevents.CloudEvent;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.v1.Decision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** All that was ever told on tryon.decisions, in the order in which it was read. Not thread-safe. */
public final class DecisionsTopic implements AutoCloseable {

    private final Consumer<byte[], byte[]> consumer;
    private final List<CloudEvent<Decision>> read = new ArrayList<>();

    public DecisionsTopic(KafkaClients kafka) {
        consumer = kafka.reader("decisions");
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.DECISIONS).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** What has been told about an item so far. */
    public List<CloudEvent<Decision>> about(UUID item) {
        for (var record : consumer.poll(Duration.ofMillis(300))) {
            CloudEventCodec.DECISIONS.decode(record).event().ifPresent(read::add);
        }
        return read.stream()
                .filter(event -> event.message().getRequestId().equals(item.toString()))
                .toList();
    }

    /** As {@code approved creative by ada}. */
    public List<String> told(UUID item) {
        return about(item).stream()
                .map(event -> event.message().getVerdict().name().substring(8).toLowerCase(java.util.Locale.ROOT) + " "
                        + event.message().getStage() + " by " + event.message().getBy())
                .toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
