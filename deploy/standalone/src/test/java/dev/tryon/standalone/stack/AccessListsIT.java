/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.util.Timestamps;
import dev.tryon.embedded.EmbeddedKafka;
import dev.tryon.embedded.EmbeddedS3;
import dev.tryon.experts.figures.DemoSamples;
import dev.tryon.platform.access.ApiKeys;
import dev.tryon.platform.config.Configuration;
import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.platform.lifecycle.Closing;
import dev.tryon.platform.manifest.RowIds;
import dev.tryon.platform.s3.S3Clients;
import dev.tryon.platform.s3.S3Config;
import dev.tryon.platform.s3.S3Objects;
import dev.tryon.platform.s3.S3Uri;
import dev.tryon.producer.TryOnClient;
import dev.tryon.producer.TryOnRequests;
import dev.tryon.producer.results.ReadFrom;
import dev.tryon.producer.results.ResultsReader;
import dev.tryon.producer.results.TryOnResults;
import dev.tryon.producer.upload.PictureUploads;
import dev.tryon.proto.ContractJson;
import dev.tryon.proto.Topics;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.standalone.TryOnMain;
import dev.tryon.v1.Campaign;
import dev.tryon.v1.Expert;
import dev.tryon.v1.FailureCode;
import dev.tryon.v1.ImageRef;
import dev.tryon.v1.Lane;
import dev.tryon.v1.Retry;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.v1.TryOnRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** All services at brokers that ask who they are, each with the rights that the plan gives it and no others. */
@Timeout(600)
class AccessListsIT {
    private static final List<String> SERVICES =
            List.of("gateway", "worker", "scheduler", "approval", "webhooks", "operator");
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private final Closing closing = new Closing();
    private final Map<String, String> settings = new HashMap<>();
    private final StringWriter out = new StringWriter();
    private final String key = ApiKeys.fresh(new SecureRandom());

    @AfterEach
    void close() {
        closing.close();
    }

    @Test
    void everyServiceDoesItsWorkWithTheRightsOfThePlanAndNoOthers() throws Exception {
        startServers();
        provision();
        String address = new GuardedServices(settings, closing).start(folder, key);
        PictureUploads uploads =
                new PictureUploads(closing.add(S3Clients.imageStore(s3())), LocalStack.BUCKET, 1 << 26);
        DemoSamples.Pair sample = DemoSamples.write(folder.resolve("samples")).get(0);
        ImageRef person = uploads.upload(sample.person());
        ImageRef product = uploads.upload(sample.product());
        KafkaClients gateway = clients("gateway");
        try (TryOnResults results =
                        TryOnResults.listen(ResultsReader.open(gateway.reader("test"), ReadFrom.since(Instant.EPOCH)));
                TryOnClient client = new TryOnClient(gateway, gateway.producer("test"), "/test", Clock.systemUTC())) {
            // A shopper's request, whose tenant has no secret to sign webhooks with.
            TryOnRequest first = request(person, product, 1).toBuilder()
                    .setWebhook("https://localhost/hook")
                    .build();
            client.submit(first).join();
            assertThat(end(results, first.getRequestId()).hasCompleted()).isTrue();
            await().atMost(LONG).until(() -> tryon("dlq", "list", "--where", "kind=webhook") == 0);
            assertThat(out.toString()).contains("webhooks/0/0", "secret", first.getRequestId());
            assertThat(tryon("dlq", "redrive", "--where", "kind=webhook")).isZero();
            await().atMost(LONG).until(() -> tryon("dlq", "show", "webhooks/0/1") == 0);

            // Over HTTP, with a key that is claimed.
            HttpResponse<String> answer = post(address, request(person, product, 2));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            String second =
                    answer.headers().firstValue("Location").orElseThrow().substring("/v1/try-ons/".length());
            assertThat(end(results, second).hasCompleted()).isTrue();

            // One that a worker parked.
            TryOnRequest third = request(person, product, 3);
            send("worker", CloudEventCodec.RETRIES.encode(retry(third), "/test", null));
            assertThat(end(results, third.getRequestId()).hasCompleted()).isTrue();

            // A campaign of one row.
            Campaign campaign = campaign(person, product);
            send("gateway", CloudEventCodec.CAMPAIGNS.encode(campaign, "/test", null));
            String row = RowIds.of(UUID.fromString(campaign.getCampaignId()), 1);
            assertThat(end(results, row).hasCompleted()).isTrue();
        }
        awaitDecision();
        assertNobodyDoesMore();
    }

    private void assertNobodyDoesMore() {
        ProducerRecord<byte[], byte[]> any = new ProducerRecord<>(Topics.CAMPAIGNS, new byte[] {1});
        for (String service : List.of("worker", "scheduler", "approval", "webhooks")) {
            assertThatThrownBy(() -> send(service, any))
                    .as(service)
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
        }
        assertThatThrownBy(() -> send("gateway", new ProducerRecord<>(Topics.RESULTS, new byte[] {1})))
                .hasCauseInstanceOf(TopicAuthorizationException.class);
    }

    private void startServers() throws IOException {
        EmbeddedKafka kafka = closing.add(GuardedKafka.start(folder.resolve("kafka"), SERVICES));
        EmbeddedS3 s3 = closing.add(EmbeddedS3.start(folder.resolve("s3")));
        s3.createBucket(LocalStack.BUCKET);
        settings.putAll(Map.of(
                "tryon.kafka.bootstrap.servers", kafka.bootstrapServers(),
                "tryon.s3.endpoint", s3.endpoint().toString(),
                "tryon.s3.access-key", s3.accessKey(),
                "tryon.s3.secret-key", s3.secretKey(),
                "tryon.s3.path-style", "true",
                "tryon.s3.buckets.\"*\"", LocalStack.BUCKET));
        for (String name : List.of("admin", "operator")) {
            StringBuilder text = new StringBuilder();
            GuardedKafka.login(name)
                    .forEach((key, value) ->
                            text.append(key).append('=').append(value).append('\n'));
            Files.writeString(folder.resolve(name + ".properties"), text);
        }
    }

    private void provision() {
        List<String> line = new ArrayList<>(List.of("topics", "apply", "--replication-factor", "1"));
        SERVICES.forEach(service -> line.addAll(List.of("--principal", service + "=User:" + service)));
        assertThat(run("admin", line)).as(out.toString()).isZero();
        assertThat(run("admin", line)).isZero();
        assertThat(out.toString()).contains("All is as planned.");
    }

    private KafkaClients clients(String name) {
        Map<String, String> properties = new HashMap<>(GuardedKafka.login(name));
        properties.put("bootstrap.servers", setting("tryon.kafka.bootstrap.servers"));
        return new KafkaClients(properties);
    }

    private S3Config s3() {
        Map<String, String> flags = new HashMap<>(settings);
        flags.keySet().removeIf(name -> !name.startsWith("tryon.s3."));
        return Configuration.read(List.of(S3Config.class), null, Map.of(), flags)
                .get(S3Config.class);
    }

    private String setting(String name) {
        return settings.getOrDefault(name, "");
    }

    private int tryon(String... line) {
        return run("operator", List.of(line));
    }

    private int run(String who, List<String> line) {
        List<String> whole = new ArrayList<>(line);
        whole.addAll(List.of(
                "--bootstrap-servers",
                setting("tryon.kafka.bootstrap.servers"),
                "--command-config",
                folder.resolve(who + ".properties").toString()));
        out.getBuffer().setLength(0);
        return new CommandLine(new TryOnMain())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(whole.toArray(new String[0]));
    }

    private void send(String who, ProducerRecord<byte[], byte[]> record) throws Exception {
        try (Producer<byte[], byte[]> producer = clients(who).producer("test-" + who)) {
            producer.send(record).get();
        }
    }

    /** Approval has read a completion and told of its first stage; where it stands is in its own database. */
    private void awaitDecision() {
        try (Consumer<byte[], byte[]> reader = clients("admin").reader("test")) {
            List<TopicPartition> partitions = reader.partitionsFor(Topics.DECISIONS).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            await().pollInSameThread()
                    .atMost(LONG)
                    .until(() -> reader.endOffsets(partitions).values().stream().anyMatch(end -> end > 0));
        }
    }

    private static TryOnEvent end(TryOnResults results, String requestId) throws InterruptedException {
        try (var expected = results.expect(requestId)) {
            return expected.await(LONG).orElseThrow(() -> new AssertionError(requestId + " has no end"));
        }
    }

    private HttpResponse<String> post(String address, TryOnRequest request) throws Exception {
        TryOnRequest body = request.toBuilder().clearRequestId().clearTenant().build();
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address + "/v1/try-ons"))
                                .timeout(LONG)
                                .header("Authorization", "Bearer " + key)
                                .header("Content-Type", "application/json")
                                .header("Idempotency-Key", "once")
                                .POST(HttpRequest.BodyPublishers.ofString(ContractJson.line(body)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static Retry retry(TryOnRequest request) {
        return Retry.newBuilder()
                .setRequest(request)
                .setNotBefore(Timestamps.fromMillis(System.currentTimeMillis()))
                .setAttempt(1)
                .setCode(FailureCode.STORE_UNAVAILABLE)
                .build();
    }

    private Campaign campaign(ImageRef person, ImageRef product) throws IOException {
        Path manifest = Files.writeString(
                folder.resolve("one.ndjson"),
                "{\"steps\":[{\"expert\":\"top\",\"product\":{\"uri\":\"" + product.getUri() + "\"}}]}\n");
        String uri = "s3://" + LocalStack.BUCKET + "/one.ndjson";
        try (S3Objects objects = new S3Objects(s3())) {
            objects.upload(manifest, S3Uri.parse(uri), "application/x-ndjson");
        }
        return Campaign.newBuilder()
                .setCampaignId(UUID.randomUUID().toString())
                .setTenant(GuardedServices.TENANT)
                .setManifest(ImageRef.newBuilder().setUri(uri))
                .setDefaults(TryOnRequest.newBuilder()
                        .setSubject(person)
                        .setOutput(request(person, product, 4).getOutput()))
                .build();
    }

    private static TryOnRequest request(ImageRef person, ImageRef product, long seed) {
        return TryOnRequests.forTenant(GuardedServices.TENANT)
                .lane(Lane.LANE_INTERACTIVE)
                .subject(person)
                .step(Expert.EXPERT_TOP, product, with -> with.seed(seed))
                .output("s3://" + LocalStack.BUCKET + "/results")
                .build();
    }
}
