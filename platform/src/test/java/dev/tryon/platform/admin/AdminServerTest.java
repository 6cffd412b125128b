/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.platform.telemetry.Meters;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdminServerTest {

    private final Health health = new Health();
    private final Meters meters = new Meters().bindJvm();
    private AdminServer server;

    @BeforeEach
    void start() {
        server = AdminServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), health, meters.registry());
    }

    @AfterEach
    void stop() {
        server.close();
        meters.close();
    }

    @Test
    void isNotReadyUntilTold() throws Exception {
        assertThat(get("/health/ready").statusCode()).isEqualTo(503);

        health.readyWhen(() -> Health.Status.up("serving top"));

        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").body()).contains("serving top");
    }

    @Test
    void isLiveUntilCheckSaysOtherwise() throws Exception {
        assertThat(get("/health/live").statusCode()).isEqualTo(200);

        health.liveWhen(() -> Health.Status.down("a slot died"));

        assertThat(get("/health/live").statusCode()).isEqualTo(503);
    }

    @Test
    void servesMeters() throws Exception {
        assertThat(get("/metrics").body()).contains("jvm_memory_used_bytes");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
