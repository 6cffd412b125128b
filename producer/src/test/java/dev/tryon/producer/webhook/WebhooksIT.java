/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tryon.platform.config.Configuration;
import dev.tryon.producer.SampleRequests;
import dev.tryon.producer.TestStack;
import dev.tryon.producer.TestWorker;
import dev.tryon.producer.gateway.KafkaTopics;
import dev.tryon.proto.Topics;
import dev.tryon.proto.WebhookRecords;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.v1.TryOnRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestStack.Extension.class)
class WebhooksIT {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    @TempDir
    private static Path folder;

    private static HttpsEndpoint.Certificate certificate;

    private final CountDownLatch released = new CountDownLatch(1);
    private final TestStack stack;
    private final TestWorker worker;

    WebhooksIT(TestStack stack) {
        this.stack = stack;
        worker = new TestWorker(stack.clients());
    }

    @BeforeAll
    static void makeCertificate() throws Exception {
        certificate = HttpsEndpoint.Certificate.make(folder);
    }

    @AfterEach
    void close() {
        released.countDown();
        worker.close();
    }

    @Test
    void tellsTheEndSignedAndOnce() throws Exception {
        try (HttpsEndpoint endpoint = new HttpsEndpoint(certificate, call -> 200);
                WebhooksApp app = app(Map.of())) {
            String id = completes(endpoint.address());

            HttpsEndpoint.Call call = only(endpoint, id);
            assertThat(call.text()).contains("\"request_id\":\"" + id + "\"", "s3://tryon/results/1.png");
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(KEY), "HmacSHA256"));
            mac.update((call.id() + "." + call.timestamp() + ".").getBytes(UTF_8));
            assertThat(call.signature())
                    .isEqualTo("v1," + Base64.getEncoder().encodeToString(mac.doFinal(call.body())));
            assertThat(Instant.ofEpochSecond(Long.parseLong(call.timestamp())))
                    .isBetween(Instant.now().minusSeconds(120), Instant.now().plusSeconds(1));
            await().atMost(LONG).until(() -> isDone(id));
            assertThat(app.alive()).isTrue();
            assertThat(endpoint.calls(id)).hasSize(1);
        }
    }

    @Test
    void triesAgainWhatWasAnsweredWithAnError() throws Exception {
        try (HttpsEndpoint endpoint = new HttpsEndpoint(certificate, call -> call == 1 ? 500 : 200);
                WebhooksApp app = app(Map.of())) {
            String id = completes(endpoint.address());

            await().atMost(LONG).until(() -> isDone(id));
            assertThat(endpoint.calls(id)).hasSize(2);
            assertThat(dead(id)).isEmpty();
            assertThat(app.alive()).isTrue();
        }
    }

    @Test
    void givesUpADeadEndpointAsDeadLetter() throws Exception {
        try (WebhooksApp app = app(Map.of("tryon.webhooks.retries.give-up-after", "2s"))) {
            String id = completes("https://localhost:1/hook");

            ConsumerRecord<byte[], byte[]> letter = await().atMost(LONG)
                    .until(() -> dead(id), Optional::isPresent)
                    .orElseThrow();
            assertThat(header(letter, "tryon_reason")).isEqualTo("unreachable");
            assertThat(Integer.parseInt(header(letter, "tryon_attempts"))).isGreaterThan(1);
            await().atMost(LONG).until(() -> isDone(id));
            assertThat(app.alive()).isTrue();
        }
    }

    @Test
    void callsAgainWhatAnOperatorSendsBackAndNotWhatHeBrokeOff() throws Exception {
        AtomicInteger answer = new AtomicInteger(410);
        try (HttpsEndpoint endpoint = new HttpsEndpoint(certificate, call -> answer.get());
                WebhooksApp app = app(Map.of())) {
            String id = completes(endpoint.address());
            ConsumerRecord<byte[], byte[]> letter = await().atMost(LONG)
                    .until(() -> dead(id), Optional::isPresent)
                    .orElseThrow();
            assertThat(header(letter, "tryon_reason")).isEqualTo("gone");
            await().atMost(LONG).until(() -> isDone(id));

            answer.set(200);
            try (Producer<byte[], byte[]> operator = stack.clients().transactionalProducer("test", "operator")) {
                operator.initTransactions();
                sendBack(operator, letter);
                operator.abortTransaction();
                assertThat(endpoint.calls(id)).hasSize(1);
                sendBack(operator, letter);
                operator.commitTransaction();
            }

            await().atMost(LONG).until(() -> endpoint.calls(id).size() == 2);
            await().atMost(LONG).until(() -> isDone(id));
            assertThat(endpoint.calls(id)).hasSize(2);
            assertThat(app.alive()).isTrue();
        }
    }

    @Test
    void callsWhatWasSentBackWhileNobodyWasThere() throws Exception {
        try (HttpsEndpoint endpoint = new HttpsEndpoint(certificate, call -> call == 1 ? 410 : 200)) {
            ConsumerRecord<byte[], byte[]> letter;
            String id;
            try (WebhooksApp first = app(Map.of())) {
                id = completes(endpoint.address());
                letter = await().atMost(LONG)
                        .until(() -> dead(id), Optional::isPresent)
                        .orElseThrow();
                await().atMost(LONG).until(() -> isDone(id));
                assertThat(first.alive()).isTrue();
            }
            try (Producer<byte[], byte[]> operator = stack.clients().transactionalProducer("test", "operator")) {
                operator.initTransactions();
                sendBack(operator, letter);
                operator.commitTransaction();
            }

            try (WebhooksApp successor = app(Map.of())) {
                await().atMost(LONG).until(() -> isDone(id));
                assertThat(endpoint.calls(id)).hasSize(2);
                assertThat(successor.alive()).isTrue();
            }
        }
    }

    /** As {@code tryon dlq redrive} does. */
    private static void sendBack(Producer<byte[], byte[]> operator, ConsumerRecord<byte[], byte[]> letter) {
        operator.beginTransaction();
        var unused = operator.send(WebhookRecords.redriven(
                CloudEventCodec.EVENTS.decode(letter).event().orElseThrow(), "kim"));
        operator.flush();
    }

    @Test
    void callsAgainWhatAKilledProcessHadInHand() throws Exception {
        try (HttpsEndpoint endpoint = new HttpsEndpoint(certificate, call -> call == 1 ? blocked() : 200)) {
            Process killed = process(endpoint);
            String id;
            try {
                id = completes(endpoint.address());
                await().atMost(LONG).until(() -> endpoint.calls(id).size() == 1);
            } finally {
                killed.destroyForcibly().waitFor();
            }

            try (WebhooksApp successor = app(Map.of())) {
                await().atMost(LONG).until(() -> isDone(id));
                assertThat(endpoint.calls(id)).hasSize(2);
                assertThat(successor.alive()).isTrue();
            }
        }
    }

    @Test
    void aPauseOutlivesARestart() throws Exception {
        try (HttpsEndpoint endpoint = new HttpsEndpoint(certificate, call -> call == 1 ? 503 : 200)) {
            String id = completes(endpoint.address());
            try (WebhooksApp app = app(Map.of("tryon.webhooks.retries.first", "20s"))) {
                await().atMost(LONG).until(() -> attempts(id) == 1);
                assertThat(app.alive()).isTrue();
            }
            Instant notBefore = notBefore(id);

            try (WebhooksApp app = app(Map.of())) {
                await().atMost(LONG).until(() -> isDone(id));
                assertThat(Instant.now()).isAfter(notBefore);
                assertThat(endpoint.calls(id)).hasSize(2);
                assertThat(app.alive()).isTrue();
            }
        }
    }

    @Test
    void callsNoPrivateAddress() throws Exception {
        try (HttpsEndpoint endpoint = new HttpsEndpoint(certificate, call -> 200);
                WebhooksApp app = app(Map.of("tryon.webhooks.private-networks", "10.0.0.0/8"))) {
            String id = completes(endpoint.address());

            ConsumerRecord<byte[], byte[]> letter = await().atMost(LONG)
                    .until(() -> dead(id), Optional::isPresent)
                    .orElseThrow();
            assertThat(header(letter, "tryon_reason")).isEqualTo("address");
            assertThat(header(letter, "tryon_detail")).contains("localhost", "127.0.0.1", "private");
            assertThat(endpoint.count()).isZero();
            assertThat(app.alive()).isTrue();
        }
    }

    @Test
    void followsNoRedirect() throws Exception {
        try (HttpsEndpoint endpoint = new HttpsEndpoint(certificate, call -> 302);
                WebhooksApp app = app(Map.of("tryon.webhooks.retries.give-up-after", "1ms"))) {
            String id = completes(endpoint.address());

            ConsumerRecord<byte[], byte[]> letter = await().atMost(LONG)
                    .until(() -> dead(id), Optional::isPresent)
                    .orElseThrow();
            assertThat(header(letter, "tryon_detail")).contains("302", "redirects are not followed");
            assertThat(endpoint.count()).isEqualTo(1);
            assertThat(app.alive()).isTrue();
        }
    }

    @Test
    void anUntrustedCertificateIsNoEndpoint() throws Exception {
        try (HttpsEndpoint endpoint = new HttpsEndpoint(certificate, call -> 200);
                WebhooksApp app = app(Map.of(
                        "tryon.webhooks.certificates", "",
                        "tryon.webhooks.retries.give-up-after", "1ms"))) {
            String id = completes(endpoint.address());

            ConsumerRecord<byte[], byte[]> letter = await().atMost(LONG)
                    .until(() -> dead(id), Optional::isPresent)
                    .orElseThrow();
            assertThat(header(letter, "tryon_reason")).isEqualTo("unreachable");
            assertThat(endpoint.count()).isZero();
            assertThat(app.alive()).isTrue();
        }
    }

    @Test
    void makesNoUnsignedCall() throws Exception {
        try (HttpsEndpoint endpoint = new HttpsEndpoint(certificate, call -> 200);
                WebhooksApp app = app(Map.of())) {
            String id = completes(endpoint.address(), "other");

            ConsumerRecord<byte[], byte[]> letter = await().atMost(LONG)
                    .until(() -> dead(id), Optional::isPresent)
                    .orElseThrow();
            assertThat(header(letter, "tryon_detail")).contains("tryon.webhooks.tenants.other.secrets");
            assertThat(endpoint.count()).isZero();
            assertThat(app.alive()).isTrue();
        }
    }

    @Test
    void aSlowEndpointDoesNotHoldUpOthers() throws Exception {
        try (HttpsEndpoint slow = new HttpsEndpoint(certificate, call -> blocked());
                HttpsEndpoint quick = new HttpsEndpoint(certificate, call -> 200);
                WebhooksApp app = app(Map.of(
                        "tryon.webhooks.calls", "4",
                        "tryon.webhooks.calls-per-host", "2",
                        "tryon.webhooks.timeout", "5m"))) {
            IntStream.range(0, 20).forEach(i -> completes(slow.address()));
            await().atMost(LONG).until(() -> slow.count() == 2);
            List<String> ids = IntStream.range(0, 20)
                    .mapToObj(i -> completes(quick.address()))
                    .toList();

            await().atMost(LONG).until(() -> done().containsAll(ids));
            assertThat(slow.count()).as("calls in hand of the slow one").isEqualTo(2);
            assertThat(app.alive()).isTrue();
            released.countDown();
        }
    }

    @Test
    void leavesNoThreadBehind() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (HttpsEndpoint endpoint = new HttpsEndpoint(certificate, call -> 200);
                WebhooksApp app = app(Map.of())) {
            only(endpoint, completes(endpoint.address()));
            assertThat(app.alive()).isTrue();
        }

        await().atMost(LONG)
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet().stream()
                                .filter(thread -> !before.contains(thread))
                                .map(Thread::getName)
                                .filter(name -> name.startsWith("webhook")
                                        || name.startsWith("kafka-producer-network-thread | webhooks")
                                        || name.equals("admin"))
                                .collect(Collectors.toSet()))
                        .isEmpty());
    }

    private int blocked() {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 200;
    }

    private String completes(String webhook) {
        return completes(webhook, "demo");
    }

    private String completes(String webhook, String tenant) {
        TryOnRequest request = SampleRequests.top().build().toBuilder()
                .setTenant(tenant)
                .setWebhook(webhook)
                .build();
        worker.completed(request);
        return request.getRequestId();
    }

    private static HttpsEndpoint.Call only(HttpsEndpoint endpoint, String id) {
        return await().atMost(LONG)
                .until(() -> endpoint.calls(id), calls -> !calls.isEmpty())
                .get(0);
    }

    private Map<String, String> flags(Map<String, String> more) {
        Map<String, String> flags = new HashMap<>(Map.of(
                "tryon.kafka.bootstrap.servers", stack.bootstrapServers(),
                "tryon.webhooks.admin-host", "127.0.0.1",
                "tryon.webhooks.admin-port", "0",
                "tryon.webhooks.drain", "1s",
                "tryon.webhooks.retries.first", "200ms",
                "tryon.webhooks.certificates", certificate.pem().toString(),
                "tryon.webhooks.private-networks", "127.0.0.0/8",
                "tryon.webhooks.tenants.demo.secrets", "whsec_" + KEY));
        flags.putAll(more);
        flags.values().removeIf(String::isEmpty);
        return flags;
    }

    private WebhooksApp app(Map<String, String> more) {
        return new WebhooksApp(Configuration.read(WebhooksApp.MAPPINGS, null, Map.of(), flags(more)), Clock.systemUTC())
                .start();
    }

    private Process process(HttpsEndpoint endpoint) throws IOException {
        assertThat(endpoint.count()).isZero();
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                WebhooksMain.class.getName()));
        flags(Map.of()).forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("process.log").toFile())
                .start();
    }

    private List<ConsumerRecord<byte[], byte[]>> outbox(String id) {
        return KafkaTopics.records(stack.clients(), Topics.WEBHOOKS).stream()
                .filter(record -> new String(record.key(), UTF_8).equals(id))
                .toList();
    }

    private boolean isDone(String id) {
        return done().contains(id);
    }

    /** The requests whose latest record in the outbox is their deletion. */
    private Set<String> done() {
        Set<String> done = new HashSet<>();
        KafkaTopics.records(stack.clients(), Topics.WEBHOOKS).forEach(record -> {
            String id = new String(record.key(), UTF_8);
            if (record.value() == null) {
                done.add(id);
            } else {
                done.remove(id);
            }
        });
        return done;
    }

    private int attempts(String id) {
        return outbox(id).stream()
                .filter(record -> record.value() != null)
                .mapToInt(record -> Integer.parseInt(header(record, "tryon_attempts")))
                .max()
                .orElse(-1);
    }

    private Instant notBefore(String id) {
        List<ConsumerRecord<byte[], byte[]>> records = outbox(id);
        return Instant.ofEpochMilli(Long.parseLong(header(records.get(records.size() - 1), "tryon_not_before")));
    }

    private Optional<ConsumerRecord<byte[], byte[]>> dead(String id) {
        return KafkaTopics.records(stack.clients(), Topics.DEAD_WEBHOOKS).stream()
                .filter(record -> new String(record.key(), UTF_8).equals(id))
                .findFirst();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        assertThat(header).as(name).isNotNull();
        return new String(header.value(), UTF_8);
    }
}
