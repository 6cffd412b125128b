/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.worker;

import dev.tryon.embedded.EmbeddedKafka;
import dev.tryon.embedded.EmbeddedKafkaConfig;
import dev.tryon.embedded.EmbeddedS3;
import dev.tryon.embedded.EmbeddedS3Config;
import dev.tryon.experts.figures.DemoSamples;
import dev.tryon.platform.config.Configuration;
import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.platform.lifecycle.Closing;
import dev.tryon.platform.s3.S3Clients;
import dev.tryon.platform.s3.S3Config;
import dev.tryon.platform.s3.S3ImageStore;
import dev.tryon.producer.upload.PictureUploads;
import dev.tryon.scheduler.topics.Replication;
import dev.tryon.scheduler.topics.TopicPlan;
import dev.tryon.scheduler.topics.TopicProvisioner;
import dev.tryon.v1.ImageRef;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** A broker, an S3 endpoint and uploaded samples in this process; workers run outside it. Whoever starts it closes it. */
public final class BenchStack implements AutoCloseable {

    public static final String BUCKET = "tryon";
    private static final long MOST_BYTES = 1 << 26;

    private final Closing closing = new Closing();
    private final Map<String, String> s3Settings = new HashMap<>();
    private final List<Sample> samples = new ArrayList<>();
    private String bootstrapServers = "";

    /** A person and a product of expert top, uploaded. */
    public record Sample(ImageRef person, ImageRef product) {}

    private BenchStack() {}

    public static BenchStack start(Path folder) throws IOException {
        BenchStack stack = new BenchStack();
        try {
            stack.compose(folder);
            return stack;
        } catch (IOException | RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    private void compose(Path folder) throws IOException {
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
        upload(DemoSamples.write(folder.resolve("samples"), List.of("top")));
    }

    private void upload(List<DemoSamples.Pair> pairs) throws IOException {
        S3Config config = Configuration.read(List.of(S3Config.class), null, Map.of(), s3Settings)
                .get(S3Config.class);
        try (S3ImageStore store = S3Clients.imageStore(config)) {
            PictureUploads uploads = new PictureUploads(store, BUCKET, MOST_BYTES);
            for (DemoSamples.Pair pair : pairs) {
                samples.add(new Sample(uploads.upload(pair.person()), uploads.upload(pair.product())));
            }
        }
    }

    public KafkaClients kafka() {
        return new KafkaClients(Map.of("bootstrap.servers", bootstrapServers));
    }

    public List<Sample> samples() {
        return List.copyOf(samples);
    }

    /** Where a worker finds this stack, as configuration. */
    public Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(s3Settings);
        settings.put("tryon.kafka.bootstrap.servers", bootstrapServers);
        return settings;
    }

    @Override
    public void close() {
        closing.close();
    }
}
