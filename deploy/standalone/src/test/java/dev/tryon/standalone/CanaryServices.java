/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.standalone;

import static org.awaitility.Awaitility.await;

import dev.tryon.embedded.EmbeddedKafka;
import dev.tryon.embedded.EmbeddedPostgres;
import dev.tryon.embedded.EmbeddedS3;
import dev.tryon.embedded.EmbeddedS3Config;
import dev.tryon.platform.access.ApiKeys;
import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.platform.lifecycle.Closing;
import dev.tryon.scheduler.topics.Replication;
import dev.tryon.scheduler.topics.TopicPlan;
import dev.tryon.scheduler.topics.TopicProvisioner;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;

/**
 * Worker, scheduler, gateway and approval as processes of the real command, on real servers, configured by files that hold
 * secrets which can be searched for. Whoever starts it closes it. Used by one thread.
 */
final class CanaryServices implements AutoCloseable {

    static final List<String> NAMES = List.of("worker", "scheduler", "gateway", "approval");
    static final String GATEWAY_KEY = "tryon_canary-of-a-gateway-key";
    static final String APPROVAL_KEY = "canary-of-approvals-key";

    /** All that stands in a configuration or is presented at a door. */
    static final List<String> SECRETS = List.of(
            "canary-of-s3",
            "canary-of-kafka-password",
            "canary-of-keystore-password",
            "canary-of-keystore-key",
            "canary-of-database",
            "canary-of-oidc",
            APPROVAL_KEY,
            GATEWAY_KEY);

    private static final Duration START = Duration.ofMinutes(4);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Closing closing = new Closing();
    private final Path folder;
    private final EmbeddedKafka kafka;
    private final EmbeddedS3 s3;
    private final EmbeddedPostgres postgres;
    private final int gatewayPort = freePort();
    private final int consolePort = freePort();
    private final List<Started> started = new ArrayList<>();

    /** A service's process. */
    private record Started(String name, Process process, int adminPort) {
        URI address(String path) {
            return URI.create("http://127.0.0.1:" + adminPort + path);
        }
    }

    private CanaryServices(Path folder) throws IOException {
        this.folder = folder;
        kafka = closing.add(EmbeddedKafka.start(folder.resolve("kafka")));
        s3 = closing.add(
                EmbeddedS3.start(EmbeddedS3Config.of(folder.resolve("s3")).withKeys("who", SECRETS.get(0))));
        postgres = closing.add(EmbeddedPostgres.start(folder.resolve("postgres")));
        s3.createBucket("tryon");
    }

    /** Returns when all are ready. */
    static CanaryServices start(Path folder) throws Exception {
        CanaryServices services = new CanaryServices(folder);
        try {
            KafkaClients clients = new KafkaClients(Map.of("bootstrap.servers", services.kafka.bootstrapServers()));
            try (Admin admin = clients.admin("topics")) {
                new TopicProvisioner(admin, TopicPlan.builtIn(), Replication.of(1)).apply();
            }
            for (String name : NAMES) {
                services.startService(name);
            }
            for (Started each : services.started) {
                services.awaitReady(each);
            }
            return services;
        } catch (Exception | Error e) {
            services.close();
            throw e;
        }
    }

    URI gateway(String path) {
        return URI.create("http://127.0.0.1:" + gatewayPort + path);
    }

    URI console(String path) {
        return URI.create("http://127.0.0.1:" + consolePort + path);
    }

    List<URI> meters() {
        return started.stream().map(each -> each.address("/metrics")).toList();
    }

    /** Everything that a service has written so far. */
    String output(String name) throws IOException {
        return Files.readString(folder.resolve(name + ".log"));
    }

    void loseStore() {
        s3.close();
    }

    void loseDatabase() {
        postgres.close();
    }

    /** As in a roll-out: what services write when they stop counts too. */
    void stop() throws InterruptedException {
        started.forEach(each -> each.process.destroy());
        for (Started each : started) {
            if (!each.process.waitFor(60, TimeUnit.SECONDS)) {
                each.process.destroyForcibly().waitFor();
            }
        }
    }

    @Override
    public void close() {
        started.forEach(each -> each.process.destroyForcibly());
        closing.close();
    }

    private void startService(String name) throws IOException {
        int adminPort = freePort();
        Path file = folder.resolve(name + ".properties");
        Properties properties = new Properties();
        properties.putAll(common());
        properties.putAll(own(name));
        properties.put("tryon." + name + ".admin-host", "127.0.0.1");
        properties.put("tryon." + name + ".admin-port", Integer.toString(adminPort));
        try (var writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        Process process = Jvm.startHeard(
                TryOnMain.class,
                folder.resolve(name + ".log"),
                Map.of("TRYON_LOG", "debug"),
                name,
                "--config",
                file.toString());
        started.add(new Started(name, process, adminPort));
    }

    private Map<String, String> common() {
        return Map.of(
                "tryon.kafka.bootstrap.servers",
                kafka.bootstrapServers(),
                "tryon.kafka.sasl.jaas.config",
                "x.Login required username=\"who\" password=\"" + SECRETS.get(1) + "\";",
                "tryon.kafka.ssl.keystore.password",
                SECRETS.get(2),
                "tryon.kafka.ssl.keystore.key",
                SECRETS.get(3),
                "tryon.s3.endpoint",
                s3.endpoint().toString(),
                "tryon.s3.access-key",
                "who",
                "tryon.s3.secret-key",
                SECRETS.get(0),
                "tryon.s3.path-style",
                "true",
                "tryon.s3.call-timeout",
                "5s",
                "tryon.s3.buckets.shop",
                "tryon");
    }

    private Map<String, String> own(String name) {
        return switch (name) {
            case "worker" ->
                Map.of(
                        "tryon.worker.bundles", Path.of("..", "..", "experts").toString(),
                        "tryon.worker.experts", "top",
                        "tryon.worker.threads", "1");
            case "scheduler" ->
                Map.of("tryon.scheduler.scaling.host", "127.0.0.1", "tryon.scheduler.scaling.port", "0");
            case "gateway" ->
                Map.of(
                        "tryon.gateway.host", "127.0.0.1",
                        "tryon.gateway.port", Integer.toString(gatewayPort),
                        "tryon.gateway.tenants.shop.keys", ApiKeys.hash(GATEWAY_KEY));
            default ->
                Map.of(
                        "tryon.approval.database.url",
                        postgres.jdbcUrl() + "?password=" + SECRETS.get(4),
                        "tryon.approval.database.user",
                        postgres.user(),
                        "tryon.approval.database.password",
                        SECRETS.get(4),
                        "tryon.approval.login.mode",
                        "local",
                        "tryon.approval.login.client-secret",
                        SECRETS.get(5),
                        "tryon.approval.api-keys.shop",
                        ApiKeys.hash(APPROVAL_KEY),
                        "tryon.approval.console.host",
                        "127.0.0.1",
                        "tryon.approval.console.port",
                        Integer.toString(consolePort));
        };
    }

    private void awaitReady(Started each) {
        HttpRequest ready =
                HttpRequest.newBuilder(each.address("/health/ready")).build();
        await(each.name).atMost(START).ignoreExceptions().until(() -> {
            if (!each.process.isAlive()) {
                throw new AssertionError(each.name + " ended: " + output(each.name));
            }
            return HTTP.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        });
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
