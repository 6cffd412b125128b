/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves {@code /health/live}, {@code /health/ready} and {@code /metrics} over HTTP. Started first and stopped last, so that
 * an orchestrator can ask at any time. Owns one thread, {@code admin}. Thread-safe.
 */
public final class AdminServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService executor;

    private AdminServer(HttpServer server, ExecutorService executor) {
        this.server = server;
        this.executor = executor;
    }

    /**
     * @param address where to listen; port 0 takes a free one
     * @throws UncheckedIOException when the port is taken
     */
    public static AdminServer start(InetSocketAddress address, Health health, PrometheusMeterRegistry meters) {
        try {
            HttpServer server = HttpServer.create(address, 0);
            ExecutorService executor = Executors.newSingleThreadExecutor(task -> new Thread(task, "admin"));
            server.setExecutor(executor);
            server.createContext("/health/live", exchange -> answer(exchange, health.live()));
            server.createContext("/health/ready", exchange -> answer(exchange, health.ready()));
            server.createContext(
                    "/metrics", exchange -> answer(exchange, 200, "text/plain; version=0.0.4", meters.scrape()));
            server.start();
            return new AdminServer(server, executor);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot listen on " + address + " for health and metrics; choose another admin port", e);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }

    private static void answer(HttpExchange exchange, Health.Status status) throws IOException {
        answer(exchange, status.up() ? 200 : 503, "text/plain; charset=utf-8", status.reason() + "\n");
    }

    private static void answer(HttpExchange exchange, int code, String type, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(code, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
