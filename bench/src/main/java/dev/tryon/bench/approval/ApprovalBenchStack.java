/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.approval;

import dev.tryon.approval.ApprovalApp;
import dev.tryon.approval.ledger.Database;
import dev.tryon.embedded.EmbeddedKafka;
import dev.tryon.embedded.EmbeddedPostgres;
import dev.tryon.platform.config.Configuration;
import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.platform.lifecycle.Closing;
import dev.tryon.scheduler.topics.Replication;
import dev.tryon.scheduler.topics.TopicPlan;
import dev.tryon.scheduler.topics.TopicProvisioner;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.jdbi.v3.core.Jdbi;

/** A broker with its topics and a PostgreSQL, and the service on them when it is asked for. Owns all of them. */
final class ApprovalBenchStack implements AutoCloseable {

    private final Closing closing = new Closing();
    private final EmbeddedKafka kafka;
    private final EmbeddedPostgres postgres;
    private final Jdbi jdbi;

    private ApprovalBenchStack(Path folder) {
        kafka = closing.add(EmbeddedKafka.start(folder.resolve("kafka")));
        postgres = closing.add(EmbeddedPostgres.start(folder.resolve("postgres")));
        jdbi = closing.add(Database.open(postgres.jdbcUrl(), postgres.user(), "", 2))
                .jdbi();
        try (Admin admin = kafka().admin("bench")) {
            new TopicProvisioner(admin, TopicPlan.builtIn(), Replication.of(1)).apply();
        }
    }

    static ApprovalBenchStack start(Path folder) {
        return new ApprovalBenchStack(folder);
    }

    KafkaClients kafka() {
        return new KafkaClients(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    Jdbi jdbi() {
        return jdbi;
    }

    /** The service, started; its caller closes it. */
    ApprovalApp service() {
        return new ApprovalApp(
                        Configuration.read(
                                ApprovalApp.MAPPINGS,
                                null,
                                Map.of(),
                                Map.of(
                                        "tryon.kafka.bootstrap.servers", kafka.bootstrapServers(),
                                        // Nothing reads a picture here; addresses are only signed.
                                        "tryon.s3.endpoint", "http://127.0.0.1:9",
                                        "tryon.s3.access-key", "bench",
                                        "tryon.s3.secret-key", "bench",
                                        "tryon.approval.database.url", postgres.jdbcUrl(),
                                        "tryon.approval.database.user", postgres.user(),
                                        "tryon.approval.login.mode", "local",
                                        "tryon.approval.console.host", "127.0.0.1",
                                        "tryon.approval.console.port", "0",
                                        "tryon.approval.admin-port", "0")),
                        Clock.systemUTC())
                .start();
    }

    @Override
    public void close() {
        closing.close();
    }
}
