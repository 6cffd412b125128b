/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.scheduler;

import dev.tryon.embedded.EmbeddedKafka;
import dev.tryon.embedded.EmbeddedKafkaConfig;
import dev.tryon.embedded.EmbeddedS3;
import dev.tryon.embedded.EmbeddedS3Config;
import dev.tryon.platform.config.Configuration;
import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.platform.lifecycle.Closing;
import dev.tryon.platform.s3.S3Clients;
import dev.tryon.platform.s3.S3Config;
import dev.tryon.platform.s3.S3ImageStore;
import dev.tryon.platform.s3.S3Uri;
import dev.tryon.scheduler.topics.Replication;
import dev.tryon.scheduler.topics.TopicPlan;
import dev.tryon.scheduler.topics.TopicProvisioner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** A broker with its topics and an S3 endpoint in this process; the scheduler runs outside it. Whoever starts it closes it. */
final class SchedulerStack implements AutoCloseable {
    private static final String BUCKET = "tryon";

    private final Closing closing = new Closing();
    private final Map<String, String> s3Settings = new HashMap<>();
    private String bootstrapServers = "";

    private SchedulerStack() {}

    static SchedulerStack start(Path folder) {
        SchedulerStack stack = new SchedulerStack();
        try {
            stack.compose(folder);
            return stack;
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    private void compose(Path folder) {
        bootstrapServers = closing.add(EmbeddedKafka.start(EmbeddedKafkaConfig.of(folder.resolve("kafka"))))
                .bootstrapServers();
        EmbeddedS3 s3 = closing.add(EmbeddedS3.start(EmbeddedS3Config.of(folder.resolve("s3"))));
        s3.createBucket(BUCKET);
        s3Settings.putAll(Map.of(
                "tryon.s3.endpoint",
                s3.endpoint().toString(),
                "tryon.s3.access-key",
                s3.accessKey(),
                "tryon.s3.secret-key",
                s3.secretKey(),
                "tryon.s3.path-style",
                "true",
                "tryon.s3.buckets.\"*\"",
                BUCKET));
        try (Admin admin = kafka().admin("bench-topics")) {
            new TopicProvisioner(admin, TopicPlan.builtIn(), Replication.of(1)).apply();
        }
    }

    /** Writes a manifest of expert top: a person wears some products, as in a shop's catalogue. Returns its address. */
    String manifest(String name, int rows) {
        StringBuilder lines = new StringBuilder(rows * 150);
        for (int row = 0; row < rows; row++) {
            lines.append("{\"subject\":{\"uri\":\"s3://tryon/people/")
                    .append(row / 8)
                    .append(".jpg\"},\"steps\":[{\"product\":{\"uri\":\"s3://tryon/products/")
                    .append(row)
                    .append(".png\"}}]}\n");
        }
        S3Uri address = new S3Uri(BUCKET, name + ".ndjson");
        S3Config config = Configuration.read(List.of(S3Config.class), null, Map.of(), s3Settings)
                .get(S3Config.class);
        try (S3ImageStore store = S3Clients.imageStore(config)) {
            store.putIfAbsent(address, lines.toString().getBytes(StandardCharsets.UTF_8), "application/x-ndjson");
        }
        return address.toString();
    }

    KafkaClients kafka() {
        return new KafkaClients(Map.of("bootstrap.servers", bootstrapServers));
    }

    /** Where a scheduler finds this stack, as configuration. */
    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(s3Settings);
        settings.put("tryon.kafka.bootstrap.servers", bootstrapServers);
        return settings;
    }

    @Override
    public void close() {
        closing.close();
    }
}
