/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker;

import static org.awaitility.Awaitility.await;

import dev.tryon.embedded.EmbeddedKafka;
import dev.tryon.embedded.EmbeddedKafkaConfig;
import dev.tryon.embedded.EmbeddedS3;
import dev.tryon.embedded.EmbeddedS3Config;
import dev.tryon.platform.config.Configuration;
import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.platform.lifecycle.Closing;
import dev.tryon.platform.s3.S3Clients;
import dev.tryon.platform.s3.S3Config;
import dev.tryon.platform.s3.S3ImageStore;
import dev.tryon.platform.s3.S3Uri;
import dev.tryon.producer.TryOnRequests;
import dev.tryon.proto.Endings;
import dev.tryon.proto.Topics;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.scheduler.topics.Replication;
import dev.tryon.scheduler.topics.TopicPlan;
import dev.tryon.scheduler.topics.TopicProvisioner;
import dev.tryon.v1.Expert;
import dev.tryon.v1.ImageRef;
import dev.tryon.v1.Lane;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.v1.TryOnRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import software.amazon.awssdk.services.s3.S3Client;

/** A real broker and a real S3 endpoint, both of which can go away and come back, and whole workers on them. */
final class WorkerStack implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofMinutes(2);
    static final String BUCKET = "tryon";

    private final Closing closing = new Closing();
    private final Path folder;
    private final KafkaClients kafka;
    private final Producer<byte[], byte[]> producer;
    private EmbeddedKafka broker;
    private EmbeddedS3 s3;

    WorkerStack(Path folder) throws Exception {
        this.folder = folder;
        broker = EmbeddedKafka.start(EmbeddedKafkaConfig.of(folder.resolve("kafka")));
        closing.add((AutoCloseable) () -> broker.close());
        kafka = new KafkaClients(Map.of("bootstrap.servers", broker.bootstrapServers()));
        s3 = EmbeddedS3.start(folder.resolve("s3"));
        closing.add((AutoCloseable) () -> s3.close());
        s3.createBucket(BUCKET);
        try (Admin admin = kafka.admin("topics")) {
            new TopicProvisioner(admin, TopicPlan.builtIn(), Replication.of(1)).apply();
        }
        producer = closing.add(kafka.producer("test"));
    }

    /** Starts a worker of expert top; {@code more} wins over the usual settings. */
    WorkerApp worker(WorkerDecorators decorators, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(s3Settings());
        settings.putAll(Map.of(
                "tryon.worker.experts", "top",
                "tryon.worker.park-after", "3s",
                "tryon.worker.admin-host", "127.0.0.1",
                "tryon.worker.admin-port", "0",
                "tryon.worker.threads", "1",
                "tryon.kafka.bootstrap.servers", broker.bootstrapServers()));
        settings.put(
                "tryon.worker.bundles",
                Path.of("..", "experts").toAbsolutePath().normalize().toString());
        settings.putAll(more);
        return closing.add(new WorkerApp(
                        Configuration.read(WorkerApp.MAPPINGS, null, Map.of(), settings), Clock.systemUTC(), decorators)
                .start());
    }

    /** A client of the S3 endpoint; closed with this. */
    S3ImageStore store() {
        return closing.add(S3Clients.imageStore(s3Config()));
    }

    void delete(S3Uri address) {
        try (S3Client client = S3Clients.client(s3Config())) {
            client.deleteObject(request -> request.bucket(address.bucket()).key(address.key()));
        }
    }

    private S3Config s3Config() {
        return Configuration.read(List.of(S3Config.class), null, Map.of(), s3Settings())
                .get(S3Config.class);
    }

    Map<String, String> s3Settings() {
        return Map.of(
                "tryon.s3.endpoint", s3.endpoint().toString(),
                "tryon.s3.access-key", s3.accessKey(),
                "tryon.s3.secret-key", s3.secretKey(),
                "tryon.s3.path-style", "true",
                "tryon.s3.buckets.\"*\"", BUCKET);
    }

    void stopS3() {
        s3.close();
    }

    void startS3() {
        s3 = EmbeddedS3.start(
                EmbeddedS3Config.of(folder.resolve("s3")).withPort(s3.endpoint().getPort()));
    }

    void stopBroker() {
        broker.close();
    }

    void startBroker() {
        String servers = broker.bootstrapServers();
        broker = EmbeddedKafka.start(EmbeddedKafkaConfig.of(folder.resolve("kafka"))
                .withPort(Integer.parseInt(servers.substring(servers.lastIndexOf(':') + 1))));
    }

    /** A request whose pictures are nowhere. */
    static TryOnRequest request(Lane lane) {
        return request(
                lane, ImageRef.newBuilder().setUri("s3://tryon/person.png").build(), "s3://tryon/shirt.png", 1);
    }

    static TryOnRequest request(Lane lane, ImageRef subject, String product, int seed) {
        return TryOnRequests.forTenant("test")
                .lane(lane)
                .subject(subject)
                .step(Expert.EXPERT_TOP, ImageRef.newBuilder().setUri(product).build(), with -> with.seed(seed))
                .output("s3://tryon/results")
                .build();
    }

    void send(TryOnRequest request) throws Exception {
        producer.send(CloudEventCodec.REQUESTS.encode(request, "/test", null)).get();
    }

    /** To a topic where it may not belong. */
    void send(TryOnRequest request, String topic) throws Exception {
        ProducerRecord<byte[], byte[]> record = CloudEventCodec.REQUESTS.encode(request, "/test", null);
        producer.send(new ProducerRecord<>(topic, null, record.key(), record.value(), record.headers()))
                .get();
    }

    TryOnEvent end(TryOnRequest request) {
        return await().atMost(PATIENCE)
                .until(() -> ends(request), ends -> ends.size() == 1)
                .get(0);
    }

    List<TryOnEvent> ends(TryOnRequest request) {
        return events(request).stream().filter(Endings::ends).toList();
    }

    List<TryOnEvent> events(TryOnRequest request) {
        return records(Topics.RESULTS).stream()
                .map(record -> CloudEventCodec.EVENTS
                        .decode(record)
                        .event()
                        .orElseThrow()
                        .message())
                .filter(event -> event.getRequestId().equals(request.getRequestId()))
                .toList();
    }

    /** All of a topic, from its beginning. */
    List<ConsumerRecord<byte[], byte[]>> records(String topic) {
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

    /** The sum of a meter's values over all tags that a worker shows, among the lines that hold a text. */
    static double metric(WorkerApp worker, String name, String with) throws Exception {
        return metrics(worker, name)
                .lines()
                .filter(line -> line.contains(with))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** The lines of a worker's meters that begin so. */
    static String metrics(WorkerApp worker, String name) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + worker.adminPort() + "/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith(name))
                .collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        closing.close();
    }
}
