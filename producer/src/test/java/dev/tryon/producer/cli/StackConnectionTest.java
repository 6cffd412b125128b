/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryon.platform.config.InvalidConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackConnectionTest {
    @TempDir
    private Path folder;

    private Path stackFile = Path.of("none");

    @BeforeEach
    void writeStackFile() throws IOException {
        stackFile = folder.resolve("stack.properties");
        Files.writeString(stackFile, """
                kafka.bootstrap-servers=local:1
                s3.endpoint=http://local:2
                s3.access-key=key
                s3.secret-key=secret
                s3.region=us-east-1
                s3.bucket=local-bucket
                """);
    }

    @Test
    void findsTheRunningLocalStack() {
        StackConnection connection = StackConnection.resolve(Map.of(), Map.of(), stackFile);

        assertThat(connection.kafkaProperties()).containsEntry("bootstrap.servers", "local:1");
        assertThat(connection.s3Properties())
                .containsEntry("tryon.s3.endpoint", "http://local:2")
                .containsEntry("tryon.s3.access-key", "key")
                .containsEntry("tryon.s3.path-style", "true");
        assertThat(connection.bucket()).isEqualTo("local-bucket");
    }

    @Test
    void environmentGoesBeforeTheLocalStack() {
        Map<String, String> environment = Map.of(
                "TRYON_KAFKA_BOOTSTRAP_SERVERS", "env:1",
                "TRYON_KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                "TRYON_S3_PATH_STYLE", "false",
                "TRYON_S3_BUCKET", "env-bucket",
                "TRYON_WORKER_SLOTS", "4");

        StackConnection connection = StackConnection.resolve(Map.of(), environment, stackFile);

        assertThat(connection.kafkaProperties())
                .containsEntry("bootstrap.servers", "env:1")
                .containsEntry("security.protocol", "SASL_SSL");
        assertThat(connection.s3Properties()).containsEntry("tryon.s3.path-style", "false");
        assertThat(connection.bucket()).isEqualTo("env-bucket");
    }

    @Test
    void optionsGoBeforeTheEnvironment() {
        Map<String, String> options = Map.of("bootstrap.servers", "option:1", "tryon.s3.endpoint", "http://option:2");
        Map<String, String> environment = Map.of("TRYON_KAFKA_BOOTSTRAP_SERVERS", "env:1");

        StackConnection connection = StackConnection.resolve(options, environment, stackFile);

        assertThat(connection.kafkaProperties()).containsEntry("bootstrap.servers", "option:1");
        assertThat(connection.s3Properties()).containsEntry("tryon.s3.endpoint", "http://option:2");
        assertThat(connection.withBucket("mine").bucket()).isEqualTo("mine");
    }

    @Test
    void saysWhatToDoWhenNothingIsKnown() {
        StackConnection connection = StackConnection.resolve(Map.of(), Map.of(), folder.resolve("missing"));

        assertThatThrownBy(connection::kafka)
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContainingAll("tryon up", "--bootstrap-servers", "TRYON_KAFKA_BOOTSTRAP_SERVERS");
        assertThatThrownBy(connection::bucket)
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContainingAll("tryon up", "--bucket", "TRYON_S3_BUCKET");
    }

    @Test
    void looksForTheLocalStackBelowTheProject() {
        assertThat(StackConnection.stackFile(Map.of("TRYON_HOME", "/opt/tryon")))
                .isEqualTo(Path.of("/opt/tryon/local/stack.properties"));
        assertThat(StackConnection.stackFile(Map.of())).isEqualTo(Path.of("local/stack.properties"));
    }

    @Test
    void opensAnImageStoreOfWhatItKnows() {
        StackConnection connection = StackConnection.resolve(Map.of(), Map.of(), stackFile);

        connection.imageStore().close();
    }
}
