/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaLifeIT {
    @TempDir
    private Path folder;

    private Set<Thread> before = Set.of();

    @BeforeEach
    void rememberThreads() {
        before = Threads.alive();
    }

    @Test
    void continuesWhereItStoppedAndLeavesNoThread() throws Exception {
        String clusterId;
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
            clusterId = kafka.clusterId();
            KafkaClients clients = new KafkaClients(kafka.bootstrapServers());
            clients.createTopic("kept");
            clients.send("kept", "before");
        }
        Threads.awaitNoneMoreThan(before);

        EmbeddedKafka again = EmbeddedKafka.start(folder);
        KafkaClients clients = new KafkaClients(again.bootstrapServers());
        clients.send("kept", "after");
        assertThat(clients.read("kept", 2)).containsExactly("before", "after");
        assertThat(again.clusterId()).isEqualTo(clusterId);
        again.close();
        again.close();
        Threads.awaitNoneMoreThan(before);
    }

    @Test
    void recoversFromKilledProcess() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledBroker.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.readLine()).isEqualTo(KilledBroker.WRITTEN);
            assertThatThrownBy(() -> EmbeddedKafka.start(folder))
                    .isInstanceOf(EmbeddedServerException.class)
                    .hasMessageContaining("in use by process " + process.pid());
        } finally {
            process.destroyForcibly().waitFor();
        }

        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
            KafkaClients clients = new KafkaClients(kafka.bootstrapServers());
            clients.send(KilledBroker.TOPIC, "after");
            assertThat(clients.read(KilledBroker.TOPIC, 2)).isEqualTo(List.of("before", "after"));
        }
    }

    @Test
    void cleansUpAfterFailedStart() {
        assertThatThrownBy(() -> EmbeddedKafka.start(EmbeddedKafkaConfig.of(folder)
                        .withProperty("authorizer.class.name", "dev.tryon.NoSuchAuthorizer")))
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageContaining("did not start");
        Threads.awaitNoneMoreThan(before);

        EmbeddedKafka.start(folder).close();
    }
}
