/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.helm;

import dev.tryon.approval.ApprovalApp;
import dev.tryon.platform.config.Configuration;
import dev.tryon.producer.gateway.GatewayApp;
import dev.tryon.producer.webhook.WebhooksApp;
import dev.tryon.scheduler.SchedulerApp;
import dev.tryon.worker.WorkerApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What tests ask of rendered objects. Stateless. */
final class Rendered {

    private static final Map<String, List<Class<?>>> MAPPINGS = Map.of(
            "worker", WorkerApp.MAPPINGS,
            "scheduler", SchedulerApp.MAPPINGS,
            "gateway", GatewayApp.MAPPINGS,
            "webhooks", WebhooksApp.MAPPINGS,
            "approval", ApprovalApp.MAPPINGS);

    private Rendered() {}

    static List<JsonNode> of(List<JsonNode> objects, String kind) {
        return objects.stream()
                .filter(object -> object.path("kind").asString().equals(kind))
                .toList();
    }

    /** What the ConfigMap of that name says, as the service of the Deployment of that name reads it. */
    static Configuration configuration(List<JsonNode> objects, String name) throws IOException {
        JsonNode config = of(objects, "ConfigMap").stream()
                .filter(map -> map.at("/metadata/name").asString().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no ConfigMap " + name));
        String component =
                config.at("/metadata/labels/app.kubernetes.io~1component").asString();
        Path file = Files.createTempFile("tryon", ".properties");
        try {
            Files.writeString(file, config.at("/data/tryon.properties").asString());
            return Configuration.read(
                    MAPPINGS.getOrDefault(component, List.of()), file, secrets(objects, name), Map.of());
        } finally {
            Files.delete(file);
        }
    }

    /** The environment that a Deployment takes from Secrets; of each value the key stands for it. */
    private static Map<String, String> secrets(List<JsonNode> objects, String deployment) {
        return of(objects, "Deployment").stream()
                .filter(object -> object.at("/metadata/name").asString().equals(deployment))
                .flatMap(object ->
                        object.at("/spec/template/spec/containers/0/env").valueStream())
                .filter(variable -> variable.has("valueFrom"))
                .collect(Collectors.toMap(
                        variable -> variable.path("name").asString(),
                        variable -> variable.at("/valueFrom/secretKeyRef/key").asString()));
    }
}
