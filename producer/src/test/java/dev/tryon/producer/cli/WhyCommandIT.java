/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Timestamp;
import dev.tryon.producer.RequestIds;
import dev.tryon.producer.Submitted;
import dev.tryon.producer.TestStack;
import dev.tryon.producer.TestWorker;
import dev.tryon.producer.TryOnClient;
import dev.tryon.producer.TryOnRequests;
import dev.tryon.producer.gateway.TestGateway;
import dev.tryon.proto.Topics;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.v1.Expert;
import dev.tryon.v1.FailureCode;
import dev.tryon.v1.Lane;
import dev.tryon.v1.Retry;
import dev.tryon.v1.TryOnRequest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import picocli.CommandLine;

@ExtendWith(TestStack.Extension.class)
class WhyCommandIT {
    private static final Duration LONG = Duration.ofMinutes(2);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final TestStack stack;
    private final TestWorker worker;
    private final TryOnClient client;

    WhyCommandIT(TestStack stack) {
        this.stack = stack;
        worker = new TestWorker(stack.clients());
        client =
                TryOnClient.builder().bootstrapServers(stack.bootstrapServers()).build();
    }

    @AfterEach
    void close() {
        client.close();
        worker.close();
    }

    @Test
    void countsWhatStandsBeforeItFromWhereWorkersAre() throws Exception {
        submit(Expert.EXPERT_SHOES, "demo");
        submit(Expert.EXPERT_SHOES, "demo");
        submit(Expert.EXPERT_SHOES, "other");
        submit(Expert.EXPERT_SHOES, "demo");
        String id = submit(Expert.EXPERT_SHOES, "demo").requestId();
        // The broker notes where a group begins with the next acknowledgement after the one that moved it.
        acknowledgeFirst(Expert.EXPERT_SHOES);
        acknowledgeFirst(Expert.EXPERT_SHOES);

        await().atMost(LONG).untilAsserted(() -> {
            JsonNode why = json(id);
            assertThat(why.path("state").asText()).isEqualTo("queued");
            assertThat(why.path("waiting").path("topic").asText()).isEqualTo("tryon.requests.shoes.interactive");
            assertThat(why.path("waiting").path("ahead_at_most").asInt()).isEqualTo(3);
            assertThat(why.path("waiting").path("ahead_of_tenant").asInt()).isEqualTo(2);
        });
        assertThat(run("why", id)).isEqualTo(ExitCode.TIMED_OUT);
        assertThat(out.toString()).contains("at most 3 requests stand before it, 2 of its own tenant.");
    }

    @Test
    void saysThatThePlaceIsUnknownBeforeAnyWorkerCame() {
        Submitted submitted = submit(Expert.EXPERT_BG, "demo");

        assertThat(run("why", submitted.requestId())).isEqualTo(ExitCode.TIMED_OUT);
        assertThat(out.toString())
                .contains("tryon.requests.bg.interactive", "offset " + submitted.offset(), "before it is unknown");
    }

    @Test
    void saysUntilWhenItIsParked() {
        TryOnRequest request = request(Expert.EXPERT_DRESS, "demo");
        client.submit(request).join();
        worker.started(request.getRequestId());
        park(request, Instant.parse("2126-01-01T00:00:00Z"));

        JsonNode why = json(request.getRequestId());

        assertThat(why.path("state").asText()).isEqualTo("parked");
        assertThat(why.path("retry").path("not_before").asText()).isEqualTo("2126-01-01T00:00:00Z");
        assertThat(why.path("why").asText()).contains("STORE_UNAVAILABLE", "works again when the image store does");
    }

    @Test
    void whatCameBackFromRetryingWaitsInItsLaneAgain() {
        TryOnRequest request = request(Expert.EXPERT_DRESS, "demo");
        client.submit(request).join();
        worker.started(request.getRequestId());
        park(request, Instant.now());
        client.submit(request.toBuilder().setAttempt(1).build()).join();

        assertThat(json(request.getRequestId()).path("state").asText()).isEqualTo("queued");
    }

    @Test
    void aRequestInHandIsRunning() {
        TryOnRequest request = request(Expert.EXPERT_DRESS, "demo");
        client.submit(request).join();
        worker.started(request.getRequestId());

        JsonNode why = json(request.getRequestId());

        assertThat(why.path("state").asText()).isEqualTo("running");
        assertThat(why.has("waiting")).isFalse();
        assertThat(why.path("why").asText()).contains("top-0");
    }

    @Test
    void givesAdviceForAFailure() {
        String id = RequestIds.fresh();
        worker.fails(id);

        assertThat(run("why", id)).isEqualTo(ExitCode.FAILED);
        assertThat(out.toString()).contains("INPUT_CORRUPT", "ends too early", "Upload the picture again");
        assertThat(json(id).path("failure").path("retryable").asBoolean(true)).isFalse();
    }

    @Test
    void tellsThatNothingIsKnown() {
        assertThat(run("why", RequestIds.fresh())).isEqualTo(ExitCode.TIMED_OUT);
        assertThat(err.toString()).contains("nothing is known of", "stands in no lane");
    }

    private Submitted submit(Expert expert, String tenant) {
        return client.submit(request(expert, tenant)).join();
    }

    private static TryOnRequest request(Expert expert, String tenant) {
        return TryOnRequests.forTenant(tenant)
                .lane(Lane.LANE_INTERACTIVE)
                .subject("s3://tryon/ada.jpg")
                .step(expert, "s3://tryon/shirt.png")
                .output("s3://tryon/results")
                .build();
    }

    private void park(TryOnRequest request, Instant until) {
        Retry retry = Retry.newBuilder()
                .setRequest(request)
                .setAttempt(1)
                .setCode(FailureCode.STORE_UNAVAILABLE)
                .setMessage("the image store does not answer")
                .setNotBefore(Timestamp.newBuilder().setSeconds(until.getEpochSecond()))
                .build();
        var unused = worker.producer().send(CloudEventCodec.RETRIES.encode(retry, "/test", null));
        worker.producer().flush();
    }

    /** Does what a worker's slot does with the first request of an expert's lane. */
    private void acknowledgeFirst(Expert expert) throws Exception {
        String group = Topics.workerGroup(expert);
        try (Admin admin = stack.clients().admin("test")) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.GROUP, group),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("share.auto.offset.reset", "earliest"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
        try (ShareConsumer<byte[], byte[]> slot = stack.clients().slotConsumer(group, "test-slot")) {
            slot.subscribe(List.of(Topics.requests(expert, Lane.LANE_INTERACTIVE)));
            var records =
                    await().atMost(LONG).until(() -> slot.poll(Duration.ofMillis(500)), polled -> !polled.isEmpty());
            records.forEach(record -> slot.acknowledge(record, AcknowledgeType.ACCEPT));
            slot.commitSync();
        }
    }

    private JsonNode json(String id) {
        StringWriter printed = new StringWriter();
        commandLine(printed).execute("why", id, "--json");
        return TestGateway.json(printed.toString());
    }

    private int run(String... arguments) {
        return commandLine(out).execute(arguments);
    }

    private CommandLine commandLine(StringWriter to) {
        return new CommandLine(new Root())
                .addSubcommand(new WhyCommand(TestConnections.environment(stack)))
                .setOut(new PrintWriter(to))
                .setErr(new PrintWriter(err));
    }

    @CommandLine.Command(name = "tryon")
    private static final class Root {}
}
