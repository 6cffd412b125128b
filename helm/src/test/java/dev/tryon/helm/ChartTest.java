/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryon.approval.ApprovalApp;
import dev.tryon.platform.config.Configuration;
import dev.tryon.producer.gateway.GatewayApp;
import dev.tryon.scheduler.SchedulerApp;
import dev.tryon.worker.WorkerApp;
import dev.tryon.worker.WorkerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class ChartTest {

    private static final Map<String, List<Class<?>>> MAPPINGS = Map.of(
            "worker", WorkerApp.MAPPINGS,
            "scheduler", SchedulerApp.MAPPINGS,
            "gateway", GatewayApp.MAPPINGS,
            "approval", ApprovalApp.MAPPINGS);

    private static final Set<String> CUSTOM = Set.of(
            "keda.sh/v1alpha1/ScaledObject",
            "monitoring.coreos.com/v1/ServiceMonitor",
            "monitoring.coreos.com/v1/PrometheusRule",
            "external-secrets.io/v1/ExternalSecret");

    @TempDir
    Path scratch;

    @ParameterizedTest
    @MethodSource("dev.tryon.helm.Chart#valueSets")
    void lintsStrictly(String set) throws IOException {
        var result = Chart.lint(Chart.values(set), scratch);

        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("dev.tryon.helm.Chart#valueSets")
    void everyObjectIsOfItsTypeAndHasNoUnknownField(String set) {
        List<JsonNode> objects = Chart.render(Chart.values(set));

        assertThat(objects).isNotEmpty();
        for (JsonNode object : objects) {
            if (TypedObjects.read(object).isEmpty()) {
                assertThat(CUSTOM).contains(TypedObjects.kind(object));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.tryon.helm.Chart#valueSets")
    void everyPodIsRestricted(String set) {
        for (JsonNode pod : pods(Chart.render(Chart.values(set)))) {
            JsonNode security = pod.path("securityContext");
            assertThat(security.path("runAsNonRoot").asBoolean()).isTrue();
            assertThat(security.at("/seccompProfile/type").asString()).isEqualTo("RuntimeDefault");
            assertThat(pod.has("hostNetwork") || pod.has("hostPID") || pod.has("hostIPC")).isFalse();
            for (String containers : List.of("containers", "initContainers")) {
                for (JsonNode container : pod.path(containers)) {
                    JsonNode own = container.path("securityContext");
                    assertThat(own.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
                    assertThat(own.path("readOnlyRootFilesystem").asBoolean()).isTrue();
                    assertThat(own.at("/capabilities/drop/0").asString()).isEqualTo("ALL");
                    assertThat(container.at("/resources/limits/memory").isMissingNode()).isFalse();
                }
            }
            for (JsonNode volume : pod.path("volumes")) {
                assertThat(volume.propertyNames())
                        .isSubsetOf("name", "configMap", "emptyDir", "secret", "persistentVolumeClaim");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.tryon.helm.Chart#valueSets")
    void everyServiceUnderstandsItsConfiguration(String set) throws IOException {
        for (JsonNode object : Chart.render(Chart.values(set))) {
            JsonNode properties = object.at("/data/tryon.properties");
            if (!properties.isMissingNode()) {
                String component = object.at("/metadata/labels/app.kubernetes.io~1component").asString();
                Path file = Files.writeString(scratch.resolve("tryon.properties"), properties.asString());

                Configuration read = Configuration.read(MAPPINGS.getOrDefault(component, List.of()), file, Map.of(), Map.of());

                assertThat(read.kafkaProperties()).containsKey("bootstrap.servers");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.tryon.helm.Chart#valueSets")
    void aPodHasTimeToDrain(String set) throws IOException {
        List<JsonNode> objects = Chart.render(Chart.values(set));
        for (JsonNode deployment : of(objects, "Deployment")) {
            JsonNode pod = deployment.at("/spec/template/spec");
            long grace = pod.path("terminationGracePeriodSeconds").asLong();
            long before = pod.at("/containers/0/lifecycle/preStop/sleep/seconds").asLong(0);
            String name = deployment.at("/metadata/name").asString();
            long drain = name.contains("-pool-") ? drain(objects, name).toSeconds() : 20;

            assertThat(grace).as(name).isGreaterThanOrEqualTo(before + drain + 10);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.tryon.helm.Chart#valueSets")
    void whatIsReferredToIsThere(String set) {
        List<JsonNode> objects = Chart.render(Chart.values(set));
        Set<String> accounts = names(objects, "ServiceAccount");
        Set<String> configs = names(objects, "ConfigMap");
        Set<String> deployments = names(objects, "Deployment");
        for (JsonNode pod : pods(objects)) {
            if (pod.has("serviceAccountName")) {
                assertThat(accounts).contains(pod.path("serviceAccountName").asString());
            }
            for (JsonNode volume : pod.path("volumes")) {
                if (volume.has("configMap")) {
                    assertThat(configs).contains(volume.at("/configMap/name").asString());
                }
            }
        }
        for (JsonNode scaled : of(objects, "ScaledObject")) {
            assertThat(deployments).contains(scaled.at("/spec/scaleTargetRef/name").asString());
        }
    }

    @Test
    void aPoolWithoutExpertsThatScaleIsNotMadeTwice() {
        List<JsonNode> objects = Chart.render(Chart.values("all-experts"));

        assertThat(of(objects, "Deployment")).hasSize(10);
        assertThat(of(objects, "ScaledObject")).hasSize(7);
    }

    @Test
    void mskNeedsNoSecret() {
        List<JsonNode> objects = Chart.render(Chart.values("msk-iam"));

        assertThat(of(objects, "Secret")).isEmpty();
        assertThat(objects.toString()).contains("AWS_MSK_IAM").contains("eks.amazonaws.com/role-arn");
    }

    @Test
    void namesWhatIsMissingForACredential() throws IOException {
        Path values = Files.writeString(
                scratch.resolve("values.yaml"),
                """
                kafka: {bootstrapServers: "kafka:9092"}
                s3: {credentials: secret, buckets: {"*": [pictures]}}
                """);

        assertThatThrownBy(() -> Chart.render(values)).hasMessageContaining("credentials.existingSecret is empty");
    }

    private Duration drain(List<JsonNode> objects, String name) throws IOException {
        for (JsonNode config : of(objects, "ConfigMap")) {
            if (config.at("/metadata/name").asString().equals(name)) {
                Path file = Files.writeString(
                        scratch.resolve("pool.properties"),
                        config.at("/data/tryon.properties").asString());
                return Configuration.read(WorkerApp.MAPPINGS, file, Map.of(), Map.of())
                        .get(WorkerConfig.class)
                        .drain();
            }
        }
        throw new AssertionError("no ConfigMap " + name);
    }

    private static List<JsonNode> of(List<JsonNode> objects, String kind) {
        return objects.stream()
                .filter(object -> object.path("kind").asString().equals(kind))
                .toList();
    }

    private static Set<String> names(List<JsonNode> objects, String kind) {
        return of(objects, kind).stream()
                .map(object -> object.at("/metadata/name").asString())
                .collect(Collectors.toSet());
    }

    private static List<JsonNode> pods(List<JsonNode> objects) {
        return objects.stream()
                .map(object -> object.path("kind").asString().equals("Pod")
                        ? object.path("spec")
                        : object.at("/spec/template/spec"))
                .filter(spec -> spec.has("containers"))
                .toList();
    }
}
