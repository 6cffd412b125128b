/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.approval.ApprovalApp;
import dev.tryon.approval.ApprovalConfig;
import dev.tryon.platform.config.Configuration;
import dev.tryon.platform.s3.S3Config;
import dev.tryon.platform.telemetry.TelemetryConfig;
import dev.tryon.producer.gateway.GatewayApp;
import dev.tryon.producer.gateway.GatewayConfig;
import dev.tryon.producer.webhook.WebhooksApp;
import dev.tryon.producer.webhook.WebhooksConfig;
import dev.tryon.producer.webhook.call.Signature;
import dev.tryon.scheduler.SchedulerApp;
import dev.tryon.scheduler.SchedulerConfig;
import dev.tryon.worker.WorkerApp;
import dev.tryon.worker.WorkerConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** deploy/compose starts what there is: pinned images, variables that services read, ports that they listen on. */
class ComposeTest {

    private static final Map<String, List<Class<?>>> MAPPINGS = Map.of(
            "worker", WorkerApp.MAPPINGS,
            "scheduler", SchedulerApp.MAPPINGS,
            "gateway", GatewayApp.MAPPINGS,
            "webhooks", WebhooksApp.MAPPINGS,
            "approval", ApprovalApp.MAPPINGS);

    /** Kafka's keys are Kafka's own. */
    private static final String BROKERS = "TRYON_KAFKA_BOOTSTRAP_SERVERS";

    private static final Pattern PINNED = Pattern.compile("[a-z0-9./-]+:[a-z0-9-]*\\d+\\.\\d+[A-Za-z0-9.-]*");

    @Test
    void everyImageIsPinnedAndEveryKeyIsKnown() throws IOException {
        Compose compose = Compose.read();

        assertThat(compose.services().keySet()).containsAll(MAPPINGS.keySet());
        compose.services().forEach((name, service) -> {
            assertThat(service.image()).as(name).matches(PINNED).doesNotContain("latest");
            assertThat(service.all().keySet()).as(name).isSubsetOf(Compose.Service.KEYS);
            assertThat(compose.services().keySet()).as(name).containsAll(service.dependsOn());
        });
    }

    @Test
    void everyVariableIsAKeyThatItsServiceReads() throws IOException {
        for (Map.Entry<String, List<Class<?>>> service : MAPPINGS.entrySet()) {
            KnownVariables known = KnownVariables.of(service.getValue());

            assertThat(environment(service.getKey()).keySet())
                    .as(service.getKey())
                    .isNotEmpty()
                    .allMatch(variable -> variable.equals(BROKERS) || known.has(variable));
        }
    }

    @Test
    void servicesAreToldOneBrokerOneStoreAndOneCollector() throws IOException {
        for (Map.Entry<String, List<Class<?>>> service : MAPPINGS.entrySet()) {
            Configuration read = configuration(service.getKey());

            assertThat(read.kafkaProperties()).containsEntry("bootstrap.servers", "kafka:9092");
            assertThat(read.get(TelemetryConfig.class).otlpEndpoint()).hasValue(URI.create("http://collector:4318"));
            if (service.getValue().contains(S3Config.class)) {
                assertThat(read.get(S3Config.class).buckets()).containsExactly(Map.entry("demo", "tryon"));
                assertThat(read.get(S3Config.class).pathStyle()).isTrue();
            }
        }
        assertThat(configuration("gateway").get(GatewayConfig.class).tenants()).containsOnlyKeys("demo");
    }

    @Test
    void webhooksAreSignedWithASecretThatSigns() throws IOException {
        assertThat(configuration("webhooks").get(WebhooksConfig.class).tenants())
                .hasEntrySatisfying(
                        "demo",
                        tenant -> assertThat(tenant.secrets())
                                .singleElement()
                                .satisfies(secret ->
                                        assertThat(Signature.secret(secret)).hasSizeBetween(24, 64)));
    }

    @Test
    void healthIsAskedWhereServicesListen() throws IOException {
        Map<String, Integer> adminPorts = adminPorts();
        Compose compose = Compose.read();

        adminPorts.forEach(
                (service, port) -> assertThat(compose.service(service).healthcheck())
                        .contains("http://127.0.0.1:" + port + "/health/ready"));
        assertThat(compose.service("gateway").ports())
                .containsExactly(published(
                        configuration("gateway").get(GatewayConfig.class).port()));
        assertThat(compose.service("approval").ports())
                .containsExactly(published(configuration("approval")
                        .get(ApprovalConfig.class)
                        .console()
                        .port()));
    }

    @Test
    void prometheusAsksEveryService() throws IOException {
        String config = Files.readString(Compose.FOLDER.resolve("prometheus/prometheus.yml"));

        adminPorts().forEach((service, port) -> assertThat(config).contains('"' + service + ":" + port + '"'));
    }

    @Test
    void everyMountedFileIsThere() throws IOException {
        Compose.read().services().values().stream()
                .flatMap(service -> service.volumes().stream())
                .filter(volume -> volume.startsWith("."))
                .forEach(volume -> assertThat(Compose.FOLDER.resolve(Path.of(volume.split(":", 2)[0])))
                        .exists());
    }

    private static String published(int port) {
        return "127.0.0.1:" + port + ":" + port;
    }

    private static Map<String, Integer> adminPorts() throws IOException {
        return new TreeMap<>(Map.of(
                "worker", configuration("worker").get(WorkerConfig.class).adminPort(),
                "scheduler",
                        configuration("scheduler").get(SchedulerConfig.class).adminPort(),
                "gateway", configuration("gateway").get(GatewayConfig.class).adminPort(),
                "webhooks", configuration("webhooks").get(WebhooksConfig.class).adminPort(),
                "approval", configuration("approval").get(ApprovalConfig.class).adminPort()));
    }

    private static Map<String, String> environment(String service) throws IOException {
        return Compose.read().service(service).environment();
    }

    /** As the service reads it; a value that it does not understand is refused here. */
    private static Configuration configuration(String service) throws IOException {
        return Configuration.read(MAPPINGS.getOrDefault(service, List.of()), null, environment(service), Map.of());
    }
}
