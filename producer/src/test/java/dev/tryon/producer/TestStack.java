/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer;

import dev.tryon.embedded.EmbeddedKafka;
import dev.tryon.embedded.EmbeddedS3;
import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.proto.Topics;
import dev.tryon.v1.Expert;
import dev.tryon.v1.Lane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A real broker and a real S3, started once for all tests and handed to those that ask for them by a parameter. Tests
 * do not disturb each other: each has request ids of its own.
 */
public final class TestStack implements AutoCloseable {
    /** The bucket that is there. */
    public static final String BUCKET = "tryon";
    /** Partitions of tryon.results: more than one, so that readers must look at all. */
    public static final int RESULT_PARTITIONS = 3;

    private final EmbeddedKafka kafka;
    private final EmbeddedS3 s3;

    private TestStack() {
        try {
            Path folder = Files.createTempDirectory(Path.of("target"), "stack").toAbsolutePath();
            kafka = EmbeddedKafka.start(folder.resolve("kafka"));
            s3 = EmbeddedS3.start(folder.resolve("s3"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a folder for the stack", e);
        }
        s3.createBucket(BUCKET);
        try (Admin admin = clients().admin("test")) {
            NewTopic requests = new NewTopic(Topics.requests(Expert.EXPERT_TOP, Lane.LANE_INTERACTIVE), 2, (short) 1);
            NewTopic results = new NewTopic(Topics.RESULTS, RESULT_PARTITIONS, (short) 1);
            List<NewTopic> topics = new ArrayList<>(List.of(requests, results));
            for (String name : List.of(Topics.CLAIMS, Topics.CAMPAIGNS, Topics.CAMPAIGN_PROGRESS, Topics.RETRIES)) {
                topics.add(new NewTopic(name, 2, (short) 1));
            }
            topics.add(new NewTopic(Topics.CONTROL, 1, (short) 1));
            topics.add(new NewTopic(Topics.WEBHOOKS, RESULT_PARTITIONS, (short) 1)
                    .configs(Map.of("cleanup.policy", "compact,delete")));
            topics.add(new NewTopic(Topics.DEAD_WEBHOOKS, 1, (short) 1));
            Topics.allRequests().stream()
                    .filter(name -> !name.equals(requests.name()))
                    .forEach(name -> topics.add(new NewTopic(name, 1, (short) 1)));
            admin.createTopics(topics).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("cannot make topics", e);
        }
    }

    /** One of a test's own, for what would disturb others; the test closes it. */
    public static TestStack start() {
        return new TestStack();
    }

    /** Takes the broker away for good. */
    public void stopKafka() {
        kafka.close();
    }

    /** Clients of the broker. */
    public KafkaClients clients() {
        return new KafkaClients(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    public EmbeddedS3 s3() {
        return s3;
    }

    @Override
    public void close() {
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
