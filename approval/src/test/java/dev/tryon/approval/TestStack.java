/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval;

import dev.tryon.embedded.EmbeddedKafka;
import dev.tryon.embedded.EmbeddedPostgres;
import dev.tryon.embedded.EmbeddedS3;
import dev.tryon.platform.config.Configuration;
import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.platform.s3.S3Clients;
import dev.tryon.platform.s3.S3Config;
import dev.tryon.platform.s3.S3ImageStore;
import dev.tryon.proto.Topics;
import dev.tryon.v1.Expert;
import dev.tryon.v1.Lane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A real broker, a real S3 and a real PostgreSQL, started once for all tests and handed to those that ask for them by a
 * parameter. Each test that starts the service takes a database of its own.
 */
public final class TestStack implements AutoCloseable {

    public static final String BUCKET = "tryon";

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final EmbeddedKafka kafka;
    private final EmbeddedS3 s3;
    private final EmbeddedPostgres postgres;

    private TestStack() {
        try {
            Path folder = Files.createTempDirectory(Path.of("target"), "stack").toAbsolutePath();
            kafka = EmbeddedKafka.start(folder.resolve("kafka"));
            s3 = EmbeddedS3.start(folder.resolve("s3"));
            postgres = EmbeddedPostgres.start(folder.resolve("postgres"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a folder for the stack", e);
        }
        s3.createBucket(BUCKET);
        try (Admin admin = kafka().admin("test")) {
            admin.createTopics(List.of(
                            new NewTopic(Topics.RESULTS, 3, (short) 1),
                            new NewTopic(Topics.DECISIONS, 2, (short) 1),
                            new NewTopic(Topics.requests(Expert.EXPERT_TOP, Lane.LANE_INTERACTIVE), 1, (short) 1)))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("cannot make topics", e);
        }
    }

    public KafkaClients kafka() {
        return new KafkaClients(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** An empty database, as a JDBC address. */
    public String freshDatabase() {
        String name = "test" + DATABASES.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), "")) {
            connection.createStatement().execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return postgres.jdbcUrl().replaceAll("/postgres$", "/" + name);
    }

    public String user() {
        return postgres.user();
    }

    /** The caller closes it. */
    public S3ImageStore store() {
        return S3Clients.imageStore(Configuration.read(List.of(S3Config.class), null, Map.of(), s3Settings())
                .get(S3Config.class));
    }

    /** What the service is told to run on this stack, in local mode and on free ports. */
    public Map<String, String> settings(String database) {
        Map<String, String> settings = new HashMap<>(s3Settings());
        settings.putAll(Map.of(
                "tryon.kafka.bootstrap.servers", kafka.bootstrapServers(),
                "tryon.approval.group", "approval-" + database.substring(database.lastIndexOf('/') + 1),
                "tryon.approval.database.url", database,
                "tryon.approval.database.user", postgres.user(),
                "tryon.approval.login.mode", "local",
                "tryon.approval.console.host", "127.0.0.1",
                "tryon.approval.console.port", "0",
                "tryon.approval.admin-host", "127.0.0.1",
                "tryon.approval.admin-port", "0"));
        settings.put("tryon.approval.bulk-grace", "6s");
        return settings;
    }

    private Map<String, String> s3Settings() {
        return Map.of(
                "tryon.s3.endpoint", s3.endpoint().toString(),
                "tryon.s3.access-key", s3.accessKey(),
                "tryon.s3.secret-key", s3.secretKey(),
                "tryon.s3.path-style", "true",
                "tryon.s3.buckets.\"*\"", BUCKET);
    }

    @Override
    public void close() {
        postgres.close();
        s3.close();
        kafka.close();
    }

    /** Hands out the one stack; the last test closes it. */
    public static final class Extension implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == TestStack.class;
        }

        @Override
        public TestStack resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(TestStack.class))
                    .computeIfAbsent(TestStack.class, type -> new TestStack(), TestStack.class);
        }
    }
}
