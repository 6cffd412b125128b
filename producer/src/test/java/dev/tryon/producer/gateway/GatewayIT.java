/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Timestamp;
import dev.tryon.platform.s3.Sha256;
import dev.tryon.producer.RequestIds;
import dev.tryon.producer.SampleRequests;
import dev.tryon.producer.TestStack;
import dev.tryon.producer.TestWorker;
import dev.tryon.proto.Topics;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.v1.CampaignProgress;
import dev.tryon.v1.CampaignState;
import dev.tryon.v1.FailureCode;
import dev.tryon.v1.Retry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(300)
@ExtendWith(TestStack.Extension.class)
class GatewayIT {
    private static final String TOP =
            Topics.requests(dev.tryon.v1.Expert.EXPERT_TOP, dev.tryon.v1.Lane.LANE_INTERACTIVE);
    private static final String BODY = "{\"subject\":{\"uri\":\"s3://acme-in/ada.jpg\"},"
            + "\"steps\":[{\"expert\":\"top\",\"product\":{\"uri\":\"s3://acme-in/shirt.png\"}}],"
            + "\"output\":{\"prefix\":\"s3://acme-in/results\"}}";

    private final TestStack stack;
    private final TestGateway gateway;
    private final TestWorker worker;

    GatewayIT(TestStack stack) {
        this.stack = stack;
        this.gateway = new TestGateway(stack, Map.of());
        this.worker = new TestWorker(stack.clients(), "acme");
    }

    @AfterEach
    void close() {
        worker.close();
        gateway.close();
    }

    @Test
    void whatIsAcceptedStandsInKafka() {
        HttpResponse<String> answer = gateway.post(TestGateway.ACME, "/v1/try-ons", BODY);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        String id = TestGateway.json(answer.body()).path("request_id").asText();
        assertThat(answer.headers().firstValue("Location")).hasValue("/v1/try-ons/" + id);
        assertThat(KafkaTopics.keys(stack.clients(), TOP)).containsOnlyOnce(id);
    }

    @Test
    void eachLineOfABatchIsAnsweredForItself() {
        String foreign = BODY.replace("acme-in/ada", "other-in/ada");
        HttpResponse<String> answer = gateway.post(
                TestGateway.ACME, "/v1/try-ons:batch", BODY + "\n{\"subject\":7}\r\n" + foreign + "\n\n" + BODY);

        assertThat(answer.statusCode()).isEqualTo(200);
        List<JsonNode> lines =
                Arrays.stream(answer.body().split("\n")).map(TestGateway::json).toList();
        assertThat(lines.stream().map(line -> line.path("status").asInt())).containsExactly(202, 400, 403, 400, 202);
        assertThat(lines.stream().map(line -> line.path("line").asInt())).containsExactly(1, 2, 3, 4, 5);
        assertThat(lines.get(1).path("field").asText()).isEqualTo("subject");
        assertThat(lines.get(2).path("field").asText()).isEqualTo("subject.uri");
        assertThat(KafkaTopics.keys(stack.clients(), TOP))
                .contains(
                        lines.get(0).path("request_id").asText(),
                        lines.get(4).path("request_id").asText());
    }

    @Test
    void tellsWhatHappensToARequest() {
        String id = submitted();
        assertThat(state(id)).isEqualTo("queued");

        worker.started(id);
        await().atMost(Duration.ofMinutes(1)).until(() -> state(id).equals("running"));
        worker.completed(id);
        await().atMost(Duration.ofMinutes(1)).until(() -> state(id).equals("completed"));

        JsonNode status = TestGateway.json(
                gateway.get(TestGateway.ACME, "/v1/try-ons/" + id).body());
        assertThat(status.path("events")
                        .get(1)
                        .path("completed")
                        .path("result")
                        .path("uri")
                        .asText())
                .isEqualTo("s3://tryon/results/1.png");
    }

    @Test
    void saysWhereAQueuedRequestStandsAndWhatIsUnknown() {
        JsonNode status = TestGateway.json(
                gateway.get(TestGateway.ACME, "/v1/try-ons/" + submitted()).body());

        assertThat(status.path("state").asText()).isEqualTo("queued");
        assertThat(status.path("waiting").path("topic").asText()).isEqualTo(TOP);
        assertThat(status.path("waiting").path("offset").isIntegralNumber()).isTrue();
        assertThat(status.path("waiting").has("ahead_at_most")).isFalse();
        assertThat(status.path("why").asText()).contains("How many stand before it is unknown");
    }

    @Test
    void saysUntilWhenARequestIsParked() {
        String id = submitted();
        worker.started(id);
        Retry retry = Retry.newBuilder()
                .setRequest(SampleRequests.top().build().toBuilder().setRequestId(id))
                .setAttempt(1)
                .setCode(FailureCode.STORE_UNAVAILABLE)
                .setMessage("the store is away")
                .setNotBefore(Timestamp.newBuilder()
                        .setSeconds(Instant.parse("2126-01-01T00:00:00Z").getEpochSecond()))
                .build();
        var unused = worker.producer().send(CloudEventCodec.RETRIES.encode(retry, "/test", null));

        await().atMost(Duration.ofMinutes(1)).until(() -> state(id).equals("parked"));
        JsonNode status = TestGateway.json(
                gateway.get(TestGateway.ACME, "/v1/try-ons/" + id).body());
        assertThat(status.path("retry").path("not_before").asText()).isEqualTo("2126-01-01T00:00:00Z");
        assertThat(status.path("why").asText()).contains("parked until", "STORE_UNAVAILABLE");
    }

    @Test
    void anotherTenantLearnsNothing() {
        String id = submitted();

        assertThat(gateway.get(TestGateway.OTHER, "/v1/try-ons/" + id).statusCode())
                .isEqualTo(404);
        assertThat(gateway.get(TestGateway.OTHER, "/v1/try-ons/" + id + "/events")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void anotherInstanceKnowsWhatHappenedBeforeItStarted() {
        String id = submitted();
        worker.completes(id);

        try (TestGateway late = new TestGateway(stack, Map.of())) {
            assertThat(TestGateway.json(late.get(TestGateway.ACME, "/v1/try-ons/" + id)
                                    .body())
                            .path("state")
                            .asText())
                    .isEqualTo("completed");
        }
    }

    @Test
    void followersHearEveryEventOnceUntilTheEnd() {
        String id = submitted();
        worker.started(id);
        await().atMost(Duration.ofMinutes(1)).until(() -> state(id).equals("running"));
        var stream = HttpClient.newHttpClient()
                .sendAsync(
                        gateway.request(TestGateway.ACME, "/v1/try-ons/" + id + "/events")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        worker.completed(id);

        String text = stream.join().body();

        assertThat(text.lines().filter(line -> line.startsWith("event: ")))
                .containsExactly("event: started", "event: completed");
        assertThat(text).contains("data: {\"request_id\":\"" + id + "\"");
    }

    @Test
    void theSameKeyIsTheSameRequest() {
        String key = RequestIds.fresh();
        HttpResponse<String> first = gateway.post(TestGateway.ACME, "/v1/try-ons", BODY, "Idempotency-Key", key);
        HttpResponse<String> again = gateway.post(TestGateway.ACME, "/v1/try-ons", BODY, "Idempotency-Key", key);
        HttpResponse<String> other =
                gateway.post(TestGateway.ACME, "/v1/try-ons", BODY.replace("shirt", "hat"), "Idempotency-Key", key);

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(TestGateway.json(other.body()).path("field").asText()).isEqualTo("Idempotency-Key");
    }

    @Test
    void ofTwoInstancesOneWinsAKey() {
        String key = RequestIds.fresh();
        try (TestGateway second = new TestGateway(stack, Map.of())) {
            var answers =
                    List.of(List.of(gateway, BODY), List.of(second, BODY.replace("shirt", "hat"))).parallelStream()
                            .map(pair -> ((TestGateway) pair.get(0))
                                    .post(TestGateway.ACME, "/v1/try-ons", (String) pair.get(1), "Idempotency-Key", key)
                                    .statusCode())
                            .toList();

            assertThat(answers).containsExactlyInAnyOrder(202, 409);
        }
    }

    @Test
    void cancellationIsAnOrder() {
        String id = submitted();

        HttpResponse<String> answer = gateway.delete(TestGateway.ACME, "/v1/try-ons/" + id + "?reason=sold%20out");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(KafkaTopics.records(stack.clients(), Topics.CONTROL).stream()
                        .flatMap(record -> CloudEventCodec.CONTROL.decode(record).event().stream())
                        .filter(event -> event.subject().equals(id))
                        .map(event -> event.message().getTenant() + " "
                                + event.message().getCancelRequest().getReason()))
                .containsExactly("acme sold out");
    }

    @Test
    void campaignsAreOneEventAndCanBeSteered() {
        String body = "{\"manifest\":{\"uri\":\"s3://other-in/spring.ndjson.gz\"},\"name\":\"Spring\"}";
        HttpResponse<String> answer = gateway.post(TestGateway.OTHER, "/v1/campaigns", body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        String id = TestGateway.json(answer.body()).path("campaign_id").asText();
        assertThat(KafkaTopics.keys(stack.clients(), Topics.CAMPAIGNS)).containsOnlyOnce(id);
        assertThat(gateway.post(TestGateway.OTHER, "/v1/campaigns/" + id + "/pause", "")
                        .statusCode())
                .isEqualTo(202);
        assertThat(KafkaTopics.keys(stack.clients(), Topics.CONTROL)).contains(id);

        CampaignProgress progress = CampaignProgress.newBuilder()
                .setCampaignId(id)
                .setTenant("other")
                .setState(CampaignState.CAMPAIGN_STATE_PAUSED)
                .setRevision(3)
                .setRowsRead(17)
                .build();
        var unused = worker.producer().send(CloudEventCodec.CAMPAIGN_PROGRESS.encode(progress, "/test", null));
        await().atMost(Duration.ofMinutes(1))
                .until(() -> gateway.get(TestGateway.OTHER, "/v1/campaigns/" + id)
                        .body()
                        .contains("\"rows_read\":\"17\""));
        assertThat(gateway.get(TestGateway.ACME, "/v1/campaigns/" + id).statusCode())
                .isEqualTo(404);
    }

    @Test
    void picturesArePutPastTheGateway() throws Exception {
        byte[] picture = {1, 2, 3};

        assertThat(put(uploadAddress(picture), "image/png", picture)).isEqualTo(200);
    }

    @Test
    void uploadAddressTakesNothingElse() throws Exception {
        byte[] picture = {4, 5, 6};
        URI address = uploadAddress(picture);

        assertThat(put(address, "text/html", picture)).as("another type").isEqualTo(403);
        assertThat(put(address, "image/png", new byte[] {4, 5, 6, 7}))
                .as("more")
                .isEqualTo(403);
        URI elsewhere = URI.create(address.toString().replaceFirst("/uploads/[0-9a-f]{8}", "/uploads/00000000"));
        assertThat(elsewhere).isNotEqualTo(address);
        assertThat(put(elsewhere, "image/png", picture)).as("another name").isEqualTo(403);
        URI foreign = URI.create(address.toString().replaceFirst("/" + TestStack.BUCKET + "/", "/acme-in/"));
        assertThat(foreign).isNotEqualTo(address);
        assertThat(put(foreign, "image/png", picture)).as("another's bucket").isEqualTo(403);
    }

    private URI uploadAddress(byte[] picture) {
        HttpResponse<String> answer = gateway.post(
                TestGateway.OTHER,
                "/v1/uploads",
                "{\"bucket\":\"" + TestStack.BUCKET + "\",\"content_type\":\"image/png\",\"bytes\":" + picture.length
                        + ",\"sha256\":\"" + Sha256.hex(picture) + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return URI.create(TestGateway.json(answer.body()).path("put").asText());
    }

    private static int put(URI address, String type, byte[] bytes) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address)
                                .setHeader("Content-Type", type)
                                .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void aTenantThatHasHadItsShareIsToldWhenToComeBack() {
        try (TestGateway slow = new TestGateway(stack, Map.of("tryon.gateway.tenants.acme.rate", "0.01"))) {
            assertThat(slow.post(TestGateway.ACME, "/v1/try-ons", BODY).statusCode())
                    .isEqualTo(202);

            HttpResponse<String> refused = slow.post(TestGateway.ACME, "/v1/try-ons", BODY);

            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(Integer.parseInt(
                            refused.headers().firstValue("Retry-After").orElseThrow()))
                    .isBetween(60, 100);
            assertThat(slow.post(TestGateway.OTHER, "/v1/try-ons", BODY.replace("acme-in", "other-in"))
                            .statusCode())
                    .isEqualTo(202);
        }
    }

    @Test
    void leavesNoThreadBehind() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        new TestGateway(stack, Map.of()).close();

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet().stream()
                                .filter(thread -> !before.contains(thread))
                                .map(Thread::getName)
                                .filter(name -> name.startsWith("gateway")
                                        || name.startsWith("claims")
                                        || name.startsWith("campaign")
                                        || name.startsWith("JettyServer")
                                        || name.startsWith("kafka-producer")
                                        || name.equals("admin"))
                                .collect(Collectors.toSet()))
                        .isEmpty());
    }

    private String submitted() {
        return TestGateway.json(
                        gateway.post(TestGateway.ACME, "/v1/try-ons", BODY).body())
                .path("request_id")
                .asText();
    }

    private String state(String id) {
        return TestGateway.json(
                        gateway.get(TestGateway.ACME, "/v1/try-ons/" + id).body())
                .path("state")
                .asText();
    }
}
