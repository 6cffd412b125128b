/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.retries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Timestamp;
import dev.tryon.embedded.EmbeddedKafka;
import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.platform.telemetry.Tracing;
import dev.tryon.proto.Topics;
import dev.tryon.proto.cloudevents.CloudEvent;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.proto.cloudevents.TraceContext;
import dev.tryon.scheduler.pools.PoolStates;
import dev.tryon.scheduler.release.BacklogTarget;
import dev.tryon.scheduler.release.PartitionTask;
import dev.tryon.scheduler.release.ReleaseObserver;
import dev.tryon.scheduler.topics.Replication;
import dev.tryon.scheduler.topics.TopicPlan;
import dev.tryon.scheduler.topics.TopicProvisioner;
import dev.tryon.v1.Expert;
import dev.tryon.v1.FailureCode;
import dev.tryon.v1.ImageRef;
import dev.tryon.v1.Lane;
import dev.tryon.v1.OutputSpec;
import dev.tryon.v1.Retry;
import dev.tryon.v1.Step;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.v1.TryOnRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Retries through a real broker. */
@SuppressWarnings("try") // A task works while its block does something else.
class RetrySessionIT {
    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    private EmbeddedKafka broker;
    private KafkaClients kafka;
    private Producer<byte[], byte[]> producer;

    @BeforeEach
    void start() {
        broker = EmbeddedKafka.start(folder);
        kafka = new KafkaClients(Map.of("bootstrap.servers", broker.bootstrapServers()));
        producer = kafka.producer("test");
        try (Admin admin = kafka.admin("topics")) {
            new TopicProvisioner(admin, TopicPlan.builtIn(), Replication.of(1)).apply();
        }
    }

    @AfterEach
    void stop() {
        producer.close();
        broker.close();
    }

    @Test
    void eachComesBackOnceWithinASecondOfItsTimeWhateverTheOrderAndTheTakeOvers() throws Exception {
        Instant start = Instant.now();
        Map<String, Instant> due = new HashMap<>();
        for (int i = 0; i < 300; i++) {
            // The last are due first: none is released in the order in which they stand.
            Instant at = start.plusMillis(20_000 - 50L * i);
            Retry retry = retry(at, 3);
            due.put(retry.getRequest().getRequestId(), at);
            send(retry);
        }
        // Memory holds twenty; all others are fetched when they are due. Three owners, one after the other.
        try (PartitionTask first = task(20).start()) {
            await().atMost(LONG).until(() -> released().size() >= 80);
        }
        try (PartitionTask second = task(20).start()) {
            await().atMost(LONG).until(() -> released().size() >= 180);
        }
        try (PartitionTask third = task(20).start()) {
            await().atMost(LONG).until(() -> released().size() >= 300);
        }

        List<ConsumerRecord<byte[], byte[]>> released = released();
        assertThat(released).hasSize(300);
        assertThat(released)
                .extracting(record -> request(record).getRequestId())
                .doesNotHaveDuplicates()
                .allMatch(due::containsKey);
        assertThat(released).allMatch(record -> request(record).getAttempt() == 3);
        assertThat(released)
                .allMatch(record -> !Instant.ofEpochMilli(record.timestamp())
                        .isBefore(dueOf(due, record).minusMillis(1)));
        long punctual = released.stream()
                .filter(record -> Duration.between(dueOf(due, record), Instant.ofEpochMilli(record.timestamp()))
                                .compareTo(Duration.ofSeconds(1))
                        < 0)
                .count();
        assertThat(punctual).as("within a second, take-overs aside").isGreaterThan(150);
    }

    @Test
    void tooLateOrTriedTooOftenEndsWithoutAWorker() throws Exception {
        Retry late = retry(Instant.now(), 1);
        send(late.toBuilder()
                .setRequest(late.getRequest().toBuilder()
                        .setDeadline(Timestamp.newBuilder().setSeconds(1_000)))
                .build());
        send(retry(Instant.now(), 9).toBuilder()
                .setCode(FailureCode.STORE_UNAVAILABLE)
                .build());

        try (PartitionTask task = task(20).start()) {
            await().atMost(LONG).until(() -> read(Topics.RESULTS).size() == 2);
        }

        List<TryOnEvent> events = read(Topics.RESULTS).stream()
                .flatMap(record -> CloudEventCodec.EVENTS.decode(record).event().stream())
                .map(event -> event.message())
                .toList();
        assertThat(events).anyMatch(TryOnEvent::hasExpired);
        assertThat(events)
                .anyMatch(event -> event.hasFailed() && event.getFailed().getCode() == FailureCode.STORE_UNAVAILABLE);
        assertThat(released()).isEmpty();
    }

    @Test
    void comesBackInTheTraceOfItsRequest() throws Exception {
        TraceContext trace = new TraceContext("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "vendor=7");
        send(retry(Instant.now(), 1), trace);

        try (PartitionTask task = task(20).start()) {
            await().atMost(LONG).until(() -> released().size() == 1);
        }

        assertThat(CloudEventCodec.REQUESTS.decode(released().get(0)).event().flatMap(CloudEvent::trace))
                .hasValue(trace);
    }

    private static Instant dueOf(Map<String, Instant> due, ConsumerRecord<byte[], byte[]> record) {
        return due.getOrDefault(request(record).getRequestId(), Instant.MAX);
    }

    private PartitionTask task(int held) {
        RetryParts parts = new RetryParts(
                PoolStates::unknown,
                new BacklogTarget(Duration.ofSeconds(1), 10_000),
                1,
                8,
                held,
                new Silent(),
                Clock.systemUTC(),
                "/test",
                Tracing.off());
        return new RetrySessions(parts, kafka, "test").task(0);
    }

    private void send(Retry retry) throws Exception {
        send(retry, null);
    }

    private void send(Retry retry, @Nullable TraceContext trace) throws Exception {
        ProducerRecord<byte[], byte[]> message = CloudEventCodec.RETRIES.encode(retry, "/test", trace);
        producer.send(new ProducerRecord<>(message.topic(), 0, message.key(), message.value(), message.headers()))
                .get();
    }

    private static Retry retry(Instant notBefore, int attempt) {
        return Retry.newBuilder()
                .setAttempt(attempt)
                .setNotBefore(Timestamp.newBuilder()
                        .setSeconds(notBefore.getEpochSecond())
                        .setNanos(notBefore.getNano()))
                .setRequest(TryOnRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setTenant("acme")
                        .setLane(Lane.LANE_BULK)
                        .setSubject(ImageRef.newBuilder().setUri("s3://tryon/a.jpg"))
                        .addSteps(Step.newBuilder()
                                .setExpert(Expert.EXPERT_TOP)
                                .setProduct(ImageRef.newBuilder().setUri("s3://tryon/b.jpg")))
                        .setOutput(OutputSpec.newBuilder().setPrefix("s3://tryon/out")))
                .build();
    }

    private static TryOnRequest request(ConsumerRecord<byte[], byte[]> record) {
        return CloudEventCodec.REQUESTS.decode(record).event().orElseThrow().message();
    }

    private List<ConsumerRecord<byte[], byte[]>> released() {
        return read(Topics.requests(Expert.EXPERT_TOP, Lane.LANE_BULK));
    }

    private List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = kafka.committedReader("test-reader")) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (!ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    /** Wants to know nothing. */
    private static final class Silent implements ReleaseObserver {
        @Override
        public void released(Expert expert, long rows) {}

        @Override
        public void ended(String outcome, long requests) {}

        @Override
        public void committed(long nanos) {}
    }
}
