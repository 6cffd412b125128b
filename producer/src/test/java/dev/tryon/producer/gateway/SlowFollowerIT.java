/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tryon.producer.TestStack;
import dev.tryon.producer.TestWorker;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.v1.Progress;
import dev.tryon.v1.TryOnEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A client that follows a request and does not read what it is sent, and one that follows another. */
@Timeout(300)
@ExtendWith(TestStack.Extension.class)
class SlowFollowerIT {
    private static final String BODY = "{\"subject\":{\"uri\":\"s3://acme-in/ada.jpg\"},"
            + "\"steps\":[{\"expert\":\"top\",\"product\":{\"uri\":\"s3://acme-in/shirt.png\"}}],"
            + "\"output\":{\"prefix\":\"s3://acme-in/results\"}}";
    // More than a connection's buffers and the follower's queue hold: 2,000 events of 8 KiB.
    private static final int EVENTS = 2_000;
    private static final String LONG = "x".repeat(8_192);

    @Test
    void losesItsConnectionAndHoldsUpNobody(TestStack stack) throws Exception {
        try (TestGateway gateway = new TestGateway(stack, Map.of());
                TestWorker worker = new TestWorker(stack.clients(), "acme")) {
            String id = submitted(gateway);
            String other = submitted(gateway);
            try (Socket slow = follow(gateway, id)) {
                CompletableFuture<HttpResponse<String>> quick = HttpClient.newHttpClient()
                        .sendAsync(
                                gateway.request(TestGateway.ACME, "/v1/try-ons/" + other + "/events")
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
                assertThat(slow.getInputStream().read())
                        .as("it is being followed")
                        .isEqualTo('H');
                worker.started(id);
                for (int step = 0; step < EVENTS; step++) {
                    var unused =
                            worker.producer().send(CloudEventCodec.EVENTS.encode(progress(id, step), "/test", null));
                }
                worker.completed(id);
                worker.completes(other);

                assertThat(quick.join().body()).contains("event: completed");
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> gateway.get(TestGateway.ACME, "/v1/try-ons/" + id)
                                .body()
                                .contains("\"state\":\"completed\""));
                String heard = new String(slow.getInputStream().readAllBytes(), UTF_8);
                assertThat(heard).contains("event: started").doesNotContain("event: completed");
            }
        }
    }

    private static String submitted(TestGateway gateway) {
        return TestGateway.json(
                        gateway.post(TestGateway.ACME, "/v1/try-ons", BODY).body())
                .path("request_id")
                .asText();
    }

    private static Socket follow(TestGateway gateway, String id) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.connect(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), gateway.app().port()));
        socket.getOutputStream()
                .write(("GET /v1/try-ons/" + id + "/events HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer "
                                + TestGateway.ACME + "\r\nConnection: close\r\n\r\n")
                        .getBytes(UTF_8));
        return socket;
    }

    private static TryOnEvent progress(String id, int step) {
        return TryOnEvent.newBuilder()
                .setRequestId(id)
                .setTenant("acme")
                .setStepCount(1)
                .putLabels("long", LONG)
                .setProgress(Progress.newBuilder().setDenoiseStep(step + 1).setDenoiseSteps(EVENTS))
                .build();
    }
}
