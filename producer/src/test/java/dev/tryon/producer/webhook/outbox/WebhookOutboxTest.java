/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.webhook.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryon.platform.config.InvalidConfigurationException;
import dev.tryon.producer.webhook.call.CallOutcome;
import dev.tryon.proto.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.junit.jupiter.api.Test;

class WebhookOutboxTest {
    @Test
    void refusesAnOutboxWithOtherPartitionsThanResults() {
        MockConsumer<byte[], byte[]> results = consumer(Topics.RESULTS, 4);
        MockConsumer<byte[], byte[]> calls = consumer(Topics.WEBHOOKS, 2);
        WebhookOutbox outbox = new WebhookOutbox(
                new WebhookOutbox.Parts(
                        results,
                        calls,
                        new MockProducer<>(),
                        new CallLimits(1, 1, 1, Duration.ofDays(1), Duration.ZERO),
                        new Backoff(Duration.ofSeconds(1), Duration.ofHours(1)),
                        new Uncounted(),
                        Clock.systemUTC(),
                        new Random(1)),
                event -> CompletableFuture.completedFuture(new CallOutcome.Delivered()));

        assertThatThrownBy(outbox::start)
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining(
                        "tryon.webhooks must have as many partitions as tryon.results; they have 2 and 4");
        assertThat(results.closed() && calls.closed()).isTrue();
        assertThat(outbox.alive()).isFalse();
    }

    private static MockConsumer<byte[], byte[]> consumer(String topic, int partitions) {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        Node node = new Node(0, "localhost", 9092);
        Node[] nodes = {node};
        consumer.updatePartitions(
                topic,
                IntStream.range(0, partitions)
                        .mapToObj(number -> new PartitionInfo(topic, number, node, nodes, nodes))
                        .toList());
        return consumer;
    }

    private static final class Uncounted implements CallObserver {
        @Override
        public void called(String outcome, Duration took) {}

        @Override
        public void dead(String reason) {}
    }
}
