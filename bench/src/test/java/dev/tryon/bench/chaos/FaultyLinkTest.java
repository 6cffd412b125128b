/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init")
class FaultyLinkTest {

    private static final String BODY = "x".repeat(40_000);

    private HttpServer server;
    private FaultyLink link;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, BODY.length());
            exchange.getResponseBody().write(BODY.getBytes(UTF_8));
            exchange.close();
        });
        server.start();
        link = FaultyLink.open(server.getAddress().getPort());
    }

    @AfterEach
    void close() {
        link.close();
        server.stop(0);
    }

    @Test
    void passesWhatItIsGiven() throws Exception {
        assertThat(get().body()).isEqualTo(BODY);
    }

    @Test
    void passesSlowlyButWhole() throws Exception {
        link.turn(FaultyLink.Mode.SLOW);

        assertThat(get().body()).isEqualTo(BODY);
    }

    @Test
    void answersThatTheServiceIsUnavailable() throws Exception {
        link.turn(FaultyLink.Mode.UNAVAILABLE);

        assertThat(get().statusCode()).isEqualTo(503);
    }

    @Test
    void cutsAnswersInTheMiddle() {
        link.turn(FaultyLink.Mode.CUT);

        assertThatThrownBy(this::get).isInstanceOf(IOException.class).isNotInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void saysNothing() {
        link.turn(FaultyLink.Mode.SILENT);

        assertThatThrownBy(this::get).isInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void isGoodAgainWhenToldSo() throws Exception {
        link.turn(FaultyLink.Mode.UNAVAILABLE);
        link.turn(FaultyLink.Mode.GOOD);

        assertThat(get().statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> get() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + link.port() + "/"))
                .timeout(Duration.ofSeconds(5))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
