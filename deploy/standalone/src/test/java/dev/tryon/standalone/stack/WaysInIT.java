/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.examples.SubmitAndAwait;
import dev.tryon.experts.figures.DemoSamples;
import dev.tryon.producer.TryOnClient;
import dev.tryon.producer.TryOnRequests;
import dev.tryon.proto.ContractJson;
import dev.tryon.v1.Expert;
import dev.tryon.v1.TryOnRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an application does to get a picture: with the SDK as the example program has it, and over HTTP. */
class WaysInIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int TLS_HANDSHAKE = 0x16; // content type of the first record, RFC 8446 section 5.1

    private static LocalStack stack;
    private static LocalTryOns tryOns;
    private static DemoSamples.Pair sample;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void start() throws IOException {
        sample = DemoSamples.write(folder.resolve("samples")).get(0);
        stack = LocalStack.start(
                folder.resolve("data"),
                Path.of("..", "..", "experts"),
                StackPorts.any(),
                Map.of("tryon.worker.slots", "1", "tryon.worker.experts", "top"),
                stage -> {});
        tryOns = new LocalTryOns(stack);
    }

    @AfterAll
    static void stop() {
        tryOns.close();
        stack.close();
    }

    @Test
    void exampleProgramSubmitsAndAwaitsEveryPicture() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        boolean all = SubmitAndAwait.run(
                stack.kafkaBootstrapServers(),
                List.of(request(4), request(5)),
                new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains(" s3://" + LocalStack.BUCKET + "/"));
        assertThat(all).isTrue();
    }

    @Test
    void gatewayTakesTryOnsWithItsPrintedKey() throws Exception {
        LocalGateway gateway = stack.startGateway(0, stage -> {});
        TryOnRequest request = request(6);
        HttpClient http = HttpClient.newHttpClient();

        HttpResponse<String> answer = http.send(
                asked(gateway, "/v1/try-ons")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(ContractJson.line(request)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);

        String events = http.send(
                        asked(gateway, "/v1/try-ons/" + request.getRequestId() + "/events")
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        assertThat(events).contains("event: completed", request.getRequestId());
    }

    @Test
    void webhooksAreCalledOnThisMachineToo() throws Exception {
        stack.startWebhooks(Map.of(), stage -> {});
        try (ServerSocket endpoint = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                TryOnClient client = TryOnClient.builder()
                        .bootstrapServers(stack.kafkaBootstrapServers())
                        .build()) {
            endpoint.setSoTimeout((int) PATIENCE.toMillis());
            client.submit(request(7).toBuilder()
                            .setWebhook("https://127.0.0.1:" + endpoint.getLocalPort() + "/ended")
                            .build())
                    .join();

            try (Socket call = endpoint.accept()) {
                assertThat(call.getInputStream().read()).as("begins TLS").isEqualTo(TLS_HANDSHAKE);
            }
        }
    }

    private static HttpRequest.Builder asked(LocalGateway gateway, String path) {
        return HttpRequest.newBuilder(URI.create(gateway.address() + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + gateway.key());
    }

    private static TryOnRequest request(long seed) {
        return TryOnRequests.forTenant(LocalTryOns.TENANT)
                .subject(tryOns.upload(sample.person()))
                .step(Expert.EXPERT_TOP, tryOns.upload(sample.product()), with -> with.seed(seed))
                .output("s3://" + LocalStack.BUCKET + "/results")
                .build();
    }
}
