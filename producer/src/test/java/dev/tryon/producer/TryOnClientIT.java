/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.proto.cloudevents.TraceContext;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.v1.TryOnRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestStack.Extension.class)
class TryOnClientIT {
    private final TestStack stack;
    private final TestWorker worker;
    private final TryOnClient client;

    TryOnClientIT(TestStack stack) {
        this.stack = stack;
        worker = new TestWorker(stack.clients());
        client = TryOnClient.builder()
                .bootstrapServers(stack.bootstrapServers())
                .source("/shop/checkout")
                .build();
    }

    @AfterEach
    void close() {
        client.close();
        worker.close();
    }

    @Test
    void requestStandsInTheTopicOfItsExpertAndLane() {
        TryOnRequest request = SampleRequests.top().build();
        TraceContext trace = new TraceContext("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "");

        Submitted submitted = client.submit(request, trace).join();

        ConsumerRecord<byte[], byte[]> record = recordAt(submitted);
        assertThat(submitted.topic()).isEqualTo("tryon.requests.top.interactive");
        assertThat(new String(record.key(), UTF_8)).isEqualTo(request.getRequestId());
        assertThat(CloudEventCodec.REQUESTS.decode(record).event()).hasValueSatisfying(event -> {
            assertThat(event.id()).isEqualTo(request.getRequestId() + "/0/request");
            assertThat(event.source()).isEqualTo("/shop/checkout");
            assertThat(event.trace()).hasValue(trace);
            assertThat(event.message().toBuilder().clearSubmittedAt().build()).isEqualTo(request);
        });
    }

    @Test
    void findsAResultThatCameBeforeItWasAwaited() {
        Submitted submitted = client.submit(SampleRequests.top().build()).join();
        worker.completes(submitted.requestId());

        Optional<TryOnEvent> end = client.awaitResult(submitted, Duration.ofSeconds(30));

        assertThat(end)
                .hasValueSatisfying(event -> assertThat(event.hasCompleted()).isTrue());
    }

    @Test
    void stopsWaitingWhenTheTimeIsOver() {
        Submitted submitted = client.submit(SampleRequests.top().build()).join();
        worker.started(submitted.requestId());

        assertThat(client.awaitResult(submitted, Duration.ofSeconds(1))).isEmpty();
    }

    private ConsumerRecord<byte[], byte[]> recordAt(Submitted submitted) {
        TopicPartition partition = new TopicPartition(submitted.topic(), submitted.partition());
        try (Consumer<byte[], byte[]> consumer = stack.clients().reader("test")) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, submitted.offset());
            return Awaitility.await()
                    .until(() -> consumer.poll(Duration.ofMillis(200)).records(partition), found -> !found.isEmpty())
                    .get(0);
        }
    }
}
