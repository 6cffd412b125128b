/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tryon.platform.kafka.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** What stands in topics, read from the beginning to where they end now. */
public final class KafkaTopics {
    private KafkaTopics() {}

    public static List<ConsumerRecord<byte[], byte[]>> records(KafkaClients kafka, String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (Consumer<byte[], byte[]> reader = kafka.reader("test-topics")) {
            List<TopicPartition> partitions = reader.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            while (ends.entrySet().stream().anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
                reader.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    public static List<String> keys(KafkaClients kafka, String topic) {
        return records(kafka, topic).stream()
                .map(record -> new String(record.key(), UTF_8))
                .toList();
    }
}
