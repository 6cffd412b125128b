/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.bench.JavaProcess;
import dev.tryon.bench.start.ImageRoot;
import dev.tryon.bench.start.ImageService;
import dev.tryon.bench.worker.BenchStack;
import dev.tryon.embedded.EmbeddedPostgres;
import dev.tryon.platform.access.ApiKeys;
import dev.tryon.producer.TryOnRequests;
import dev.tryon.producer.webhook.call.Signature;
import dev.tryon.proto.ContractJson;
import dev.tryon.v1.Expert;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The images of all services but the worker, each as a cluster would run it: no rights, nothing to write to but /tmp, beside
 * a real broker, image store and database. Each gets ready, does some of its work, and stops as asked.
 */
class ServiceImagesIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path work;

    @SuppressWarnings("NullAway.Init")
    private static BenchStack stack;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        Images.skipUnlessTheyCanBeRun("ServiceImagesIT");
        stack = BenchStack.start(work.resolve("stack"));
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    void schedulerGetsReadyAndHearsTheScaler() throws Exception {
        int port = JavaProcess.freePort();
        Map<String, String> settings = new HashMap<>(stack.settings());
        settings.put("tryon.scheduler.id", "image-run"); // a bare root has no /etc/hosts to tell a name
        settings.put("tryon.scheduler.scaling.host", "127.0.0.1");
        settings.put("tryon.scheduler.scaling.port", Integer.toString(port));

        try (ImageService scheduler = ready("scheduler", settings);
                Socket keda = new Socket(InetAddress.getLoopbackAddress(), port)) {
            assertThat(keda.isConnected()).isTrue();
            assertStopsAsAsked(scheduler);
        }
    }

    @Test
    void gatewayTakesATryOn() throws Exception {
        int port = JavaProcess.freePort();
        String key = ApiKeys.fresh(new SecureRandom());
        Map<String, String> settings = new HashMap<>(stack.settings());
        settings.put("tryon.gateway.host", "127.0.0.1");
        settings.put("tryon.gateway.port", Integer.toString(port));
        settings.put("tryon.gateway.tenants.shop.keys", ApiKeys.hash(key));

        try (ImageService gateway = ready("gateway", settings)) {
            String tryOn = ContractJson.line(TryOnRequests.forTenant("shop")
                    .subject("s3://" + BenchStack.BUCKET + "/person.jpg")
                    .step(Expert.EXPERT_TOP, "s3://" + BenchStack.BUCKET + "/shirt.jpg")
                    .output("s3://" + BenchStack.BUCKET + "/results")
                    .build());
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/try-ons"))
                            .timeout(PATIENCE)
                            .header("Authorization", "Bearer " + key)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(tryOn))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            assertStopsAsAsked(gateway);
        }
    }

    @Test
    void webhooksGetReady() throws Exception {
        Map<String, String> settings = Map.of(
                "tryon.kafka.bootstrap.servers", stack.settings().getOrDefault("tryon.kafka.bootstrap.servers", ""),
                "tryon.webhooks.tenants.shop.secrets", Signature.freshSecret(new SecureRandom()));

        try (ImageService webhooks = ready("webhooks", settings)) {
            assertStopsAsAsked(webhooks);
        }
    }

    @Test
    void approvalShowsItsQueue() throws Exception {
        int port = JavaProcess.freePort();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(work.resolve("postgres"))) {
            Map<String, String> settings = new HashMap<>(stack.settings());
            settings.put("tryon.approval.database.url", postgres.jdbcUrl());
            settings.put("tryon.approval.database.user", postgres.user());
            settings.put("tryon.approval.login.mode", "local");
            settings.put("tryon.approval.console.host", "127.0.0.1");
            settings.put("tryon.approval.console.port", Integer.toString(port));

            try (ImageService approval = ready("approval", settings)) {
                HttpResponse<String> page = HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .build()
                        .send(
                                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                                        .timeout(PATIENCE)
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());

                assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
                assertThat(page.body()).contains("<html");
                assertStopsAsAsked(approval);
            }
        }
    }

    private static ImageService ready(String service, Map<String, String> settings)
            throws IOException, InterruptedException {
        ImageRoot image = Images.layOut(service, work.resolve("root-" + service));
        ImageService started = ImageService.start(image, service, settings, work.resolve(service + ".log"));
        Images.print(String.format(
                Locale.ROOT,
                "%s image: %.0f MB, start to ready %.1f s",
                service,
                image.bytes() / 1e6,
                started.startToReady().toMillis() / 1e3));
        return started;
    }

    private static void assertStopsAsAsked(ImageService service) throws InterruptedException {
        assertThat(service.stop()).as("exit code after SIGTERM").isIn(0, 143);
    }
}
