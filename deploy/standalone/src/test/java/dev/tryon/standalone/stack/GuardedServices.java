/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.standalone.stack;

import dev.tryon.approval.ApprovalApp;
import dev.tryon.embedded.EmbeddedPostgres;
import dev.tryon.platform.access.ApiKeys;
import dev.tryon.platform.config.Configuration;
import dev.tryon.platform.lifecycle.Closing;
import dev.tryon.platform.s3.S3Config;
import dev.tryon.producer.gateway.GatewayApp;
import dev.tryon.producer.webhook.WebhooksApp;
import dev.tryon.scheduler.SchedulerApp;
import dev.tryon.worker.WorkerApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Every service, each logged in by its own name at a {@link GuardedKafka}. Owned by the test.
 *
 * @param settings of Kafka and S3
 * @param closing gets what is started
 */
record GuardedServices(Map<String, String> settings, Closing closing) {
    static final String TENANT = "demo";

    /** The first stage judges by itself and lets everything through, so that approval has something to tell. */
    private static final String WORKFLOW = """
            name: default
            results:
              - stage: untouched
                automatic:
                  outside-mask-differing-pixels: {maximum: 0}
                roles: [quality]
              - stage: creative
                roles: [creative]
            """;

    /** All of them; returns where the gateway listens. */
    String start(Path folder, String key) throws IOException {
        Path workflows = Files.createDirectory(folder.resolve("workflows"));
        Files.writeString(workflows.resolve("default.yaml"), WORKFLOW);
        closing.add(new SchedulerApp(
                        configuration(
                                "scheduler",
                                SchedulerApp.MAPPINGS,
                                Map.of(
                                        "tryon.scheduler.scaling.host",
                                        "127.0.0.1",
                                        "tryon.scheduler.scaling.port",
                                        "0")),
                        Clock.systemUTC())
                .start());
        EmbeddedPostgres postgres = closing.add(EmbeddedPostgres.start(folder.resolve("postgres")));
        closing.add(new ApprovalApp(
                        configuration(
                                "approval",
                                ApprovalApp.MAPPINGS,
                                Map.of(
                                        "tryon.approval.database.url",
                                        postgres.jdbcUrl(),
                                        "tryon.approval.database.user",
                                        postgres.user(),
                                        "tryon.approval.workflows",
                                        workflows.toString(),
                                        "tryon.approval.login.mode",
                                        "local",
                                        "tryon.approval.console.host",
                                        "127.0.0.1",
                                        "tryon.approval.console.port",
                                        "0")),
                        Clock.systemUTC())
                .start());
        closing.add(
                new WebhooksApp(configuration("webhooks", WebhooksApp.MAPPINGS, Map.of()), Clock.systemUTC()).start());
        closing.add(new WorkerApp(
                        configuration(
                                "worker",
                                WorkerApp.MAPPINGS,
                                Map.of(
                                        "tryon.worker.bundles",
                                                Path.of("..", "..", "experts").toString(),
                                        "tryon.worker.slots", "1",
                                        "tryon.worker.experts", "top")),
                        Clock.systemUTC())
                .start());
        GatewayApp gateway = closing.add(new GatewayApp(
                        configuration(
                                "gateway",
                                GatewayApp.MAPPINGS,
                                Map.of(
                                        "tryon.gateway.host",
                                        "127.0.0.1",
                                        "tryon.gateway.port",
                                        "0",
                                        "tryon.gateway.tenants." + TENANT + ".keys",
                                        ApiKeys.hash(key))),
                        Clock.systemUTC())
                .start());
        return "http://127.0.0.1:" + gateway.port();
    }

    private Configuration configuration(String service, List<Class<?>> mappings, Map<String, String> more) {
        Map<String, String> flags = new HashMap<>(settings);
        if (!mappings.contains(S3Config.class)) {
            flags.keySet().removeIf(name -> name.startsWith("tryon.s3."));
        }
        GuardedKafka.login(service).forEach((name, value) -> flags.put("tryon.kafka." + name, value));
        flags.put("tryon." + service + ".admin-host", "127.0.0.1");
        flags.put("tryon." + service + ".admin-port", "0");
        flags.putAll(more);
        return Configuration.read(mappings, null, Map.of(), flags);
    }
}
