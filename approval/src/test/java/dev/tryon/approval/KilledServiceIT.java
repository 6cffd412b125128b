/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tryon.approval.audit.AuditVerifier;
import dev.tryon.approval.decisions.OutboxPublisher;
import dev.tryon.approval.ledger.Database;
import dev.tryon.platform.s3.S3ImageStore;
import dev.tryon.proto.cloudevents.CloudEvent;
import java.awt.Color;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The service as a process of its own, killed between what was decided and the telling of it. */
@ExtendWith(TestStack.Extension.class)
class KilledServiceIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void decisionOfKilledServiceIsToldExactlyOnceById(TestStack stack) throws Exception {
        String url = stack.freshDatabase();
        try (Database database = Database.open(url, stack.user(), "", 3);
                S3ImageStore store = stack.store();
                DrawnResults worker = new DrawnResults(store, stack.kafka());
                DecisionsTopic topic = new DecisionsTopic(stack.kafka())) {
            UUID item;
            Process first;
            // Who holds this lock keeps every service from sending: what is decided now is not told.
            try (Handle hold = database.jdbi().open()) {
                hold.execute("select pg_advisory_lock(" + OutboxPublisher.LOCK + ")");
                first = start(stack.settings(url));
                item = worker.arrive("killed", "tee", Color.ORANGE);
                await().atMost(PATIENCE).until(() -> waiting(database) > 0);
                assertThat(first.isAlive()).isTrue();
                first.destroyForcibly().waitFor(); // SIGKILL
                assertThat(topic.about(item)).isEmpty();
                hold.execute("select pg_advisory_unlock(" + OutboxPublisher.LOCK + ")");
            }
            assertThat(waiting(database)).isPositive();

            Process second = start(stack.settings(url));
            try {
                await().atMost(PATIENCE).until(() -> waiting(database) == 0);
                await().atMost(PATIENCE).until(() -> !topic.about(item).isEmpty());
                List<String> ids = topic.about(item).stream()
                        .map(CloudEvent::id)
                        .distinct()
                        .toList();
                assertThat(ids).hasSize(1);
                assertThat(topic.told(item)).containsExactly("approved quality by system");
                assertThat(new AuditVerifier(database.jdbi()).verify(null).whole())
                        .isTrue();
            } finally {
                second.destroyForcibly().waitFor();
            }
        }
    }

    private static long waiting(Database database) {
        return database.jdbi().withHandle(dev.tryon.approval.decisions.Outbox::waiting);
    }

    private static Process start(Map<String, String> settings) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.tryon.approval.ApprovalMain"));
        settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File("target", "killed-service.log")))
                .start();
    }
}
