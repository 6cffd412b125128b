/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryon.approval.ApprovalConfig;
import dev.tryon.approval.ApprovalMain;
import dev.tryon.platform.config.Configuration;
import dev.tryon.producer.cli.SubmitCommand;
import dev.tryon.producer.gateway.GatewayConfig;
import dev.tryon.producer.gateway.GatewayMain;
import dev.tryon.producer.webhook.WebhooksConfig;
import dev.tryon.producer.webhook.WebhooksMain;
import dev.tryon.scheduler.SchedulerConfig;
import dev.tryon.scheduler.SchedulerMain;
import dev.tryon.scheduler.topics.TopicsCommand;
import dev.tryon.worker.WorkerConfig;
import dev.tryon.worker.WorkerMain;
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
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

class ChartTest {

    private static final Set<String> CUSTOM = Set.of(
            "keda.sh/v1alpha1/ScaledObject",
            "monitoring.coreos.com/v1/ServiceMonitor",
            "monitoring.coreos.com/v1/PrometheusRule",
            "external-secrets.io/v1/ExternalSecret");

    private static final Map<String, Class<?>> COMMANDS = Map.of(
            "worker", WorkerMain.class,
            "scheduler", SchedulerMain.class,
            "gateway", GatewayMain.class,
            "webhooks", WebhooksMain.class,
            "approval", ApprovalMain.class,
            "topics", TopicsCommand.class,
            "submit", SubmitCommand.class);

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

        assertThat(objects)
                .isNotEmpty()
                .allMatch(object -> TypedObjects.read(object)
                        .map(typed -> true)
                        .orElse(CUSTOM.contains(TypedObjects.kind(object))));
    }

    @ParameterizedTest
    @MethodSource("dev.tryon.helm.Chart#valueSets")
    void everyPodIsRestricted(String set) {
        for (JsonNode pod : pods(Chart.render(Chart.values(set)))) {
            JsonNode security = pod.path("securityContext");
            assertThat(security.path("runAsNonRoot").asBoolean()).isTrue();
            assertThat(security.at("/seccompProfile/type").asString()).isEqualTo("RuntimeDefault");
            assertThat(pod.has("hostNetwork") || pod.has("hostPID") || pod.has("hostIPC"))
                    .isFalse();
            for (String containers : List.of("containers", "initContainers")) {
                for (JsonNode container : pod.path(containers)) {
                    JsonNode own = container.path("securityContext");
                    assertThat(own.path("allowPrivilegeEscalation").asBoolean(true))
                            .isFalse();
                    assertThat(own.path("readOnlyRootFilesystem").asBoolean()).isTrue();
                    assertThat(own.at("/capabilities/drop/0").asString()).isEqualTo("ALL");
                    assertThat(container.at("/resources/limits/memory").isMissingNode())
                            .isFalse();
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
        List<JsonNode> objects = Chart.render(Chart.values(set));
        for (JsonNode deployment : Rendered.of(objects, "Deployment")) {
            Configuration read = Rendered.configuration(
                    objects, deployment.at("/metadata/name").asString());

            assertThat(read.kafkaProperties()).containsKey("bootstrap.servers");
        }
    }

    /** The chart sets no port: what it opens is what each service listens on by itself. */
    @Test
    void containersOpenThePortsThatServicesListenOn() throws IOException {
        List<JsonNode> objects = Chart.render(Chart.values("all-experts"));
        for (JsonNode deployment : Rendered.of(objects, "Deployment")) {
            JsonNode container = deployment.at("/spec/template/spec/containers/0");
            List<Integer> opened = container
                    .path("ports")
                    .valueStream()
                    .map(port -> port.path("containerPort").asInt())
                    .toList();

            assertThat(opened)
                    .containsExactlyInAnyOrderElementsOf(ports(
                            container.path("name").asString(),
                            Rendered.configuration(
                                    objects, deployment.at("/metadata/name").asString())));
        }
    }

    private static List<Integer> ports(String component, Configuration read) {
        return switch (component) {
            case "worker" -> List.of(read.get(WorkerConfig.class).adminPort());
            case "scheduler" ->
                List.of(
                        read.get(SchedulerConfig.class).adminPort(),
                        read.get(SchedulerConfig.class).scaling().port());
            case "gateway" ->
                List.of(
                        read.get(GatewayConfig.class).adminPort(),
                        read.get(GatewayConfig.class).port());
            case "webhooks" -> List.of(read.get(WebhooksConfig.class).adminPort());
            case "approval" ->
                List.of(
                        read.get(ApprovalConfig.class).adminPort(),
                        read.get(ApprovalConfig.class).console().port());
            default -> throw new AssertionError("no service " + component);
        };
    }

    @ParameterizedTest
    @MethodSource("dev.tryon.helm.Chart#valueSets")
    void aPodHasTimeToDrain(String set) throws IOException {
        List<JsonNode> objects = Chart.render(Chart.values(set));
        for (JsonNode deployment : Rendered.of(objects, "Deployment")) {
            JsonNode pod = deployment.at("/spec/template/spec");
            long grace = pod.path("terminationGracePeriodSeconds").asLong();
            long before =
                    pod.at("/containers/0/lifecycle/preStop/sleep/seconds").asLong(0);
            String name = deployment.at("/metadata/name").asString();
            long drain = drain(objects, name).toSeconds();

            assertThat(grace).as(name).isGreaterThanOrEqualTo(before + drain + 10);
        }
    }

    private Duration drain(List<JsonNode> objects, String deployment) throws IOException {
        if (deployment.contains("-pool-")) {
            return Rendered.configuration(objects, deployment)
                    .get(WorkerConfig.class)
                    .drain();
        }
        return deployment.endsWith("-webhooks")
                ? Rendered.configuration(objects, deployment)
                        .get(WebhooksConfig.class)
                        .drain()
                : Duration.ofSeconds(20);
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
        for (JsonNode scaled : Rendered.of(objects, "ScaledObject")) {
            assertThat(deployments)
                    .contains(scaled.at("/spec/scaleTargetRef/name").asString());
        }
    }

    @Test
    void everyContainersArgumentsAreUnderstoodByItsCommand() {
        List<List<String>> calls = pods(Chart.render(Chart.values("all-experts"))).stream()
                .map(pod -> pod.at("/containers/0/args")
                        .valueStream()
                        .map(JsonNode::asString)
                        .toList())
                .toList();

        assertThat(calls.stream().map(words -> words.get(0)).collect(Collectors.toSet()))
                .isEqualTo(COMMANDS.keySet());
        for (List<String> words : calls) {
            assertThatCode(() -> new CommandLine(COMMANDS.getOrDefault(words.get(0), Object.class))
                            .parseArgs(words.subList(1, words.size()).toArray(String[]::new)))
                    .as("%s", words)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void aPoolWithoutExpertsThatScaleIsNotMadeTwice() {
        List<JsonNode> objects = Chart.render(Chart.values("all-experts"));

        assertThat(Rendered.of(objects, "Deployment")).hasSize(11);
        assertThat(Rendered.of(objects, "ScaledObject")).hasSize(7);
    }

    @Test
    void mskNeedsNoSecret() {
        List<JsonNode> objects = Chart.render(Chart.values("msk-iam"));

        assertThat(Rendered.of(objects, "Secret")).isEmpty();
        assertThat(objects.toString()).contains("AWS_MSK_IAM").contains("eks.amazonaws.com/role-arn");
    }

    @Test
    void namesWhatIsMissingForACredential() throws IOException {
        Path values = Files.writeString(scratch.resolve("values.yaml"), """
                kafka: {bootstrapServers: "kafka:9092"}
                s3: {credentials: secret, buckets: {"*": [pictures]}}
                """);

        assertThatThrownBy(() -> Chart.render(values)).hasMessageContaining("credentials.existingSecret is empty");
    }

    private static Set<String> names(List<JsonNode> objects, String kind) {
        return Rendered.of(objects, kind).stream()
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
