/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What processes write as logs, in processes of their own: the format is chosen when a process starts. */
class LogFormatIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void jsonLineHasKeyValuesAsFieldsAndTheTrace() throws Exception {
        JsonNode line = json(probe("json")).get(0);

        assertThat(line.get("level").asText()).isEqualTo("WARN");
        assertThat(line.get("logger").asText()).isEqualTo("dev.tryon.probe");
        assertThat(line.get("message").asText()).isEqualTo("the job waits");
        assertThat(line.get("requestId").asText()).isEqualTo("r1");
        assertThat(line.get("attempt").asText()).isEqualTo("2");
        assertThat(line.get("traceId").asText()).isEqualTo(LogProbe.TRACE_ID);
        assertThat(line.get("spanId").asText()).matches("[0-9a-f]{16}").isNotEqualTo("00f067aa0ba902b7");
        assertThat(line.get("error").asText()).isEqualTo("gone");
        assertThat(line.get("stackTrace").asText()).contains("LogProbe.main");
    }

    @Test
    void lineAfterTheSpanHasNoTrace() throws Exception {
        JsonNode line = json(probe("json")).get(1);

        assertThat(line.get("message").asText()).isEqualTo("afterwards");
        assertThat(line.has("traceId")).isFalse();
        assertThat(line.has("requestId")).isFalse();
    }

    @Test
    void librariesThatUseTheJdksLoggingWriteJsonToo() throws Exception {
        assertThat(json(probe("json")).get(2).get("message").asText()).isEqualTo("said by a library");
    }

    @Test
    void textIsForPeople() throws Exception {
        assertThat(probe("text").get(0))
                .contains("WARN", "the job waits", "requestId=r1", "traceId=" + LogProbe.TRACE_ID)
                .doesNotStartWith("{");
    }

    @Test
    void secretsOfAServiceStandInNoLine() throws Exception {
        List<String> secrets = List.of("secret-of-s3", "secret-of-kafka", "secret-of-keystore");
        Map<String, String> environment = Map.of(
                "TRYON_LOG", "debug",
                "TRYON_LOG_FORMAT", "json",
                "TRYON_S3_ACCESS_KEY", "who",
                "TRYON_S3_SECRET_KEY", secrets.get(0),
                "TRYON_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1",
                "TRYON_KAFKA_SECURITY_PROTOCOL", "SASL_PLAINTEXT",
                "TRYON_KAFKA_SASL_MECHANISM", "PLAIN",
                "TRYON_KAFKA_SASL_JAAS_CONFIG",
                        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"who\" password=\""
                                + secrets.get(1) + "\";",
                "TRYON_KAFKA_SSL_KEYSTORE_PASSWORD", secrets.get(2),
                "TRYON_KAFKA_DEFAULT_API_TIMEOUT_MS", "2000");
        Path log = folder.resolve("worker.log");
        Process worker = Jvm.start(
                TryOnMain.class,
                log,
                environment,
                "worker",
                "--set",
                "tryon.worker.bundles=" + Path.of("..", "..", "experts"),
                "--set",
                "tryon.worker.experts=eye",
                "--set",
                "tryon.worker.admin-port=0");
        try {
            await().atMost(PATIENCE)
                    .until(() -> Files.readString(log).contains("orders are not read any more") || !worker.isAlive());
        } finally {
            worker.destroyForcibly().waitFor();
        }

        List<JsonNode> lines = json(Files.readAllLines(log));
        assertThat(lines.get(0).get("message").asText()).isEqualTo("starting");
        assertThat(lines.get(0).get("configuration").asText()).contains("tryon.s3.secret-key=*****");
        assertThat(lines)
                .extracting(line -> line.get("message").asText())
                .contains("orders are not read any more; this process should be started anew");
        assertThat(Files.readString(log)).doesNotContain(secrets);
    }

    private List<String> probe(String format) throws Exception {
        Path log = folder.resolve(format + ".log");
        Process process = Jvm.start(LogProbe.class, log, Map.of("TRYON_LOG_FORMAT", format));
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return Files.readAllLines(log);
    }

    private static List<JsonNode> json(List<String> lines) throws IOException {
        List<JsonNode> nodes = new ArrayList<>();
        for (String line : lines) {
            nodes.add(JSON.readTree(line));
        }
        return nodes;
    }
}
