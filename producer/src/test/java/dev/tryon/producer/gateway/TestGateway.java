/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tryon.platform.access.ApiKeys;
import dev.tryon.platform.config.Configuration;
import dev.tryon.producer.TestStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A gateway on the test stack, with tenants acme (interactive only) and other, and a client of it. */
public final class TestGateway implements AutoCloseable {
    public static final String ACME = ApiKeys.fresh(new SecureRandom());
    public static final String OTHER = ApiKeys.fresh(new SecureRandom());

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(30))
            .build();
    private final GatewayApp app;

    public TestGateway(TestStack stack, Map<String, String> more) {
        Map<String, String> flags = new HashMap<>(Map.of(
                "tryon.kafka.bootstrap.servers", stack.bootstrapServers(),
                "tryon.s3.endpoint", stack.s3().endpoint().toString(),
                "tryon.s3.access-key", stack.s3().accessKey(),
                "tryon.s3.secret-key", stack.s3().secretKey(),
                "tryon.s3.path-style", "true",
                "tryon.s3.buckets.acme", "acme-in",
                "tryon.s3.buckets.other", "other-in," + TestStack.BUCKET));
        flags.putAll(Map.of(
                "tryon.gateway.host", "127.0.0.1",
                "tryon.gateway.port", "0",
                "tryon.gateway.admin-host", "127.0.0.1",
                "tryon.gateway.admin-port", "0",
                "tryon.gateway.limits.bytes", "16384",
                "tryon.gateway.tenants.acme.keys", ApiKeys.hash(ACME),
                "tryon.gateway.tenants.acme.lanes", "interactive",
                "tryon.gateway.tenants.acme.rate", "100000",
                "tryon.gateway.tenants.other.keys", ApiKeys.hash(OTHER),
                "tryon.gateway.tenants.other.rate", "100000"));
        flags.putAll(more);
        app = new GatewayApp(Configuration.read(GatewayApp.MAPPINGS, null, Map.of(), flags), Clock.systemUTC()).start();
    }

    public GatewayApp app() {
        return app;
    }

    public HttpResponse<String> post(String key, String path, String body, String... headers) {
        return send(
                request(key, path)
                        .setHeader(
                                "Content-Type", path.endsWith(":batch") ? "application/x-ndjson" : "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                headers);
    }

    public HttpResponse<String> get(String key, String path) {
        return send(request(key, path).GET());
    }

    public HttpResponse<String> delete(String key, String path) {
        return send(request(key, path).DELETE());
    }

    public HttpRequest.Builder request(String key, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.port() + path))
                .timeout(Duration.ofMinutes(1))
                .setHeader("Authorization", "Bearer " + key);
    }

    public HttpResponse<String> send(HttpRequest.Builder request, String... headers) {
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    @Override
    public void close() {
        app.close();
    }
}
