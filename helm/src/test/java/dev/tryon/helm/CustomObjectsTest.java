/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** KEDA's, Prometheus' and External Secrets' objects against their types, which crds/check.mjs has from npm. */
class CustomObjectsTest {

    private static final Path CRDS = Path.of("crds").toAbsolutePath();

    @BeforeAll
    static void fetchTypes() throws IOException, InterruptedException {
        if (!Files.exists(CRDS.resolve("node_modules/.package-lock.json"))) {
            Said npm = run("", "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            skipUnless(npm.code() == 0, "the types of custom resources cannot be fetched: " + npm.text());
        }
        skipUnless(run("", "node", "--version").code() == 0, "no node to run crds/check.mjs");
    }

    @Test
    void ofEveryValueSetAreOfTheirTypesAndHaveNoUnknownField() throws IOException, InterruptedException {
        List<JsonNode> objects = new ArrayList<>();
        for (String set : Chart.valueSets().toList()) {
            Chart.render(Chart.values(set)).stream()
                    .filter(object -> TypedObjects.read(object).isEmpty())
                    .forEach(objects::add);
        }

        Said check = check(objects);

        assertThat(objects)
                .extracting(object -> object.path("kind").asString())
                .contains("ScaledObject", "ServiceMonitor", "PrometheusRule", "ExternalSecret");
        assertThat(check.code()).as(check.text()).isZero();
        assertThat(check.text()).isEmpty();
    }

    @Test
    void withAFieldThatTheTypeDoesNotKnowAreFound() throws IOException, InterruptedException {
        JsonNode misspelt = Chart.YAML.readTree("""
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: top}
                spec: {scaleTargetRef: {name: top}, minReplicas: 0, triggers: [{type: cpu, metadata: {value: "1"}}]}
                """);

        assertThat(check(List.of(misspelt)).text()).contains("unknown field /spec/minReplicas");
    }

    private static Said check(List<JsonNode> objects) throws IOException, InterruptedException {
        String json = objects.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
        return run(json, "node", "check.mjs");
    }

    private record Said(int code, String text) {}

    private static Said run(String input, String... command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(CRDS.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            return new Said(127, e.toString());
        }
        try (var out = process.getOutputStream()) {
            out.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text);
    }

    /** Says why, where a test is skipped. */
    @SuppressWarnings("SystemOut") // whoever runs the build wants to read it
    private static void skipUnless(boolean holds, String reason) {
        if (!holds) {
            System.out.println("CustomObjectsTest skipped: " + reason);
        }
        Assumptions.assumeTrue(holds, reason);
    }
}
