/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tryon.embedded.EmbeddedKafka;
import dev.tryon.embedded.EmbeddedKafkaConfig;
import dev.tryon.embedded.EmbeddedS3;
import dev.tryon.embedded.EmbeddedS3Config;
import dev.tryon.platform.config.Configuration;
import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.platform.lifecycle.Closing;
import dev.tryon.platform.s3.ImageStore;
import dev.tryon.producer.TryOnRequests;
import dev.tryon.proto.Endings;
import dev.tryon.proto.Topics;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.scheduler.topics.Replication;
import dev.tryon.scheduler.topics.TopicPlan;
import dev.tryon.scheduler.topics.TopicProvisioner;
import dev.tryon.v1.Expert;
import dev.tryon.v1.FailureCode;
import dev.tryon.v1.ImageRef;
import dev.tryon.v1.Lane;
import dev.tryon.v1.Retry;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.v1.TryOnRequest;
import dev.tryon.worker.lease.Acknowledgement;
import dev.tryon.worker.lease.LeasedWork;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole worker on a real broker and a real S3 endpoint, of which something fails. */
@SuppressWarnings("NullAway.Init")
class WorkerFailuresIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private final Closing closing = new Closing();
    private String servers;
    private KafkaClients kafka;
    private EmbeddedS3 s3;
    private Producer<byte[], byte[]> producer;
    private int retriesSeen;

    @BeforeEach
    void start() throws Exception {
        EmbeddedKafka broker = closing.add(EmbeddedKafka.start(EmbeddedKafkaConfig.of(folder.resolve("kafka"))));
        servers = broker.bootstrapServers();
        kafka = new KafkaClients(Map.of("bootstrap.servers", servers));
        s3 = EmbeddedS3.start(folder.resolve("s3"));
        closing.add((AutoCloseable) () -> s3.close());
        s3.createBucket("tryon");
        try (Admin admin = kafka.admin("topics")) {
            new TopicProvisioner(admin, TopicPlan.builtIn(), Replication.of(1)).apply();
        }
        producer = closing.add(kafka.producer("test"));
    }

    @AfterEach
    void stop() {
        closing.close();
    }

    @Test
    void outageOfTheStoreParksTheJobAndTheWorkerGoesOnWhenItIsOver() throws Exception {
        worker(WorkerDecorators.NONE);
        TryOnRequest request = request();
        s3.close();

        send(request);

        Retry retry = parked();
        assertThat(retry.getCode()).isEqualTo(FailureCode.STORE_UNAVAILABLE);
        assertThat(retry.getAttempt()).as("counted against the job").isZero();
        assertThat(retry.getRequest()).isEqualTo(request);

        s3 = EmbeddedS3.start(
                EmbeddedS3Config.of(folder.resolve("s3")).withPort(s3.endpoint().getPort()));
        send(retry.getRequest());

        // Its picture is not there: that the store says so shows that it is asked again.
        TryOnEvent end = await().atMost(PATIENCE)
                .until(
                        () -> {
                            sendWhatIsParkedAgain();
                            return ends(request);
                        },
                        ends -> ends.size() == 1)
                .get(0);
        assertThat(end.getFailed().getCode()).isEqualTo(FailureCode.INPUT_NOT_FOUND);
    }

    @Test
    void jobThatBreaksItsWorkerIsTriedThriceAndThenKeptWithTheDeadLetters() throws Exception {
        worker(new WorkerDecorators(UnaryOperator.identity(), store -> broken(), UnaryOperator.identity()));
        TryOnRequest request = request();

        send(request);
        Retry first = parked();
        send(comesBack(first));
        Retry second = parked();
        send(comesBack(second));

        assertThat(first.getAttempt()).isEqualTo(1);
        assertThat(second.getAttempt()).isEqualTo(2);
        assertThat(second.getCode()).isEqualTo(FailureCode.INTERNAL);
        TryOnEvent end = end(request);
        assertThat(end.getDeadLettered().getCode()).isEqualTo(FailureCode.POISON);
        assertThat(end.getDeadLettered().getDeliveries()).isEqualTo(3);
        assertThat(deadLetter().getRequestId()).isEqualTo(request.getRequestId());
    }

    @Test
    void jobWhoseWorkersEndWithoutAWordIsToldOfBeforeTheBrokerGivesItUp() throws Exception {
        AtomicInteger deliveries = new AtomicInteger();
        worker(new WorkerDecorators(
                work -> dies(work, 4, deliveries), UnaryOperator.identity(), UnaryOperator.identity()));
        TryOnRequest request = request();

        send(request);

        assertThat(end(request).getDeadLettered().getCode()).isEqualTo(FailureCode.POISON);
        assertThat(deliveries).hasValue(5);
        assertThat(deadLetter().getRequestId()).isEqualTo(request.getRequestId());
    }

    /** As a worker that dies: its lease comes to no end of the job's. */
    private static LeasedWork dies(LeasedWork work, int times, AtomicInteger deliveries) {
        return leased -> deliveries.incrementAndGet() <= times ? Acknowledgement.RELEASE : work.process(leased);
    }

    private static ImageStore broken() {
        return (ImageStore) Proxy.newProxyInstance(
                WorkerFailuresIT.class.getClassLoader(),
                new Class<?>[] {ImageStore.class},
                (proxy, method, arguments) -> {
                    throw new IllegalStateException("a bug");
                });
    }

    /** What the scheduler does when the time has come. */
    private static TryOnRequest comesBack(Retry retry) {
        return retry.getRequest().toBuilder().setAttempt(retry.getAttempt()).build();
    }

    private static TryOnRequest request() {
        return TryOnRequests.forTenant("test")
                .lane(Lane.LANE_INTERACTIVE)
                .subject(ImageRef.newBuilder().setUri("s3://tryon/person.png").build())
                .step(
                        Expert.EXPERT_TOP,
                        ImageRef.newBuilder().setUri("s3://tryon/shirt.png").build(),
                        with -> with.seed(1))
                .output("s3://tryon/results")
                .build();
    }

    private void send(TryOnRequest request) throws Exception {
        producer.send(CloudEventCodec.REQUESTS.encode(request, "/test", null)).get();
    }

    /** The next record of tryon.retries. */
    private Retry parked() {
        retriesSeen++;
        return await()
                .atMost(PATIENCE)
                .until(() -> records(Topics.RETRIES), found -> found.size() >= retriesSeen)
                .stream()
                .map(record -> CloudEventCodec.RETRIES
                        .decode(record)
                        .event()
                        .orElseThrow()
                        .message())
                .filter(retry -> retriesSeen == 1 || retry.getAttempt() == retriesSeen)
                .findFirst()
                .orElseThrow();
    }

    /** As the scheduler does: while the circuit is still open a job may be parked once more. */
    private void sendWhatIsParkedAgain() throws Exception {
        List<ConsumerRecord<byte[], byte[]>> parked = records(Topics.RETRIES);
        for (; retriesSeen < parked.size(); retriesSeen++) {
            send(CloudEventCodec.RETRIES
                    .decode(parked.get(retriesSeen))
                    .event()
                    .orElseThrow()
                    .message()
                    .getRequest());
        }
    }

    private TryOnEvent end(TryOnRequest request) {
        return await().atMost(PATIENCE)
                .until(() -> ends(request), ends -> ends.size() == 1)
                .get(0);
    }

    private List<TryOnEvent> ends(TryOnRequest request) {
        return records(Topics.RESULTS).stream()
                .map(record -> CloudEventCodec.EVENTS
                        .decode(record)
                        .event()
                        .orElseThrow()
                        .message())
                .filter(event -> event.getRequestId().equals(request.getRequestId()) && Endings.ends(event))
                .toList();
    }

    private TryOnRequest deadLetter() {
        ConsumerRecord<byte[], byte[]> letter = await().atMost(PATIENCE)
                .until(() -> records(Topics.deadLetters(Expert.EXPERT_TOP)), found -> !found.isEmpty())
                .get(0);
        try {
            return TryOnRequest.parseFrom(letter.value());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    /** All of a topic, from its beginning. */
    private List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        try (Consumer<byte[], byte[]> reader = kafka.reader("test")) {
            List<TopicPartition> partitions = reader.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (partitions.stream()
                    .anyMatch(partition -> reader.position(partition) < Objects.requireNonNull(ends.get(partition)))) {
                reader.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }

    private void worker(WorkerDecorators decorators) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "tryon.s3.endpoint", s3.endpoint().toString(),
                "tryon.s3.access-key", s3.accessKey(),
                "tryon.s3.secret-key", s3.secretKey(),
                "tryon.s3.path-style", "true",
                "tryon.s3.buckets.\"*\"", "tryon",
                "tryon.worker.experts", "top",
                "tryon.worker.park-after", "3s",
                "tryon.worker.admin-host", "127.0.0.1",
                "tryon.worker.admin-port", "0"));
        settings.put(
                "tryon.worker.bundles",
                Path.of("..", "experts").toAbsolutePath().normalize().toString());
        settings.put("tryon.worker.threads", "1");
        settings.put("tryon.kafka.bootstrap.servers", servers);
        closing.add(new WorkerApp(
                        Configuration.read(WorkerApp.MAPPINGS, null, Map.of(), settings), Clock.systemUTC(), decorators)
                .start());
    }
}
