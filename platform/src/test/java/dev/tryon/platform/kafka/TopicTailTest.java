/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TopicTailTest {
    private static final String TOPIC = "topic";

    @Test
    void closesItsConsumerUndisturbed() throws Exception {
        AtomicReference<Boolean> interrupted = new AtomicReference<>();
        TopicTail tail =
                new TopicTail(consumer(interrupted), TOPIC, TopicTail.From.BEGINNING, "tail", record -> {}).start();
        assertThat(tail.awaitCaughtUp(Duration.ofSeconds(10))).isTrue();

        tail.close();

        assertThat(tail.alive()).isFalse();
        assertThat(interrupted).as("interrupted while its consumer closed").hasValue(false);
    }

    private static MockConsumer<byte[], byte[]> consumer(AtomicReference<Boolean> interrupted) {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest") {
            @Override
            public void close(CloseOptions options) {
                interrupted.set(Thread.currentThread().isInterrupted());
                super.close(options);
            }

            @Override
            public void close() {
                close(CloseOptions.timeout(Duration.ofSeconds(1)));
            }
        };
        TopicPartition partition = new TopicPartition(TOPIC, 0);
        Node node = new Node(0, "localhost", 9092);
        consumer.updatePartitions(
                TOPIC, List.of(new PartitionInfo(TOPIC, 0, node, new Node[] {node}, new Node[] {node})));
        consumer.updateBeginningOffsets(Map.of(partition, 0L));
        consumer.updateEndOffsets(Map.of(partition, 0L));
        return consumer;
    }
}
