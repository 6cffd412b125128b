/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.cli;

import dev.tryon.platform.config.Configuration;
import dev.tryon.platform.config.InvalidConfigurationException;
import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.platform.s3.S3Clients;
import dev.tryon.platform.s3.S3Config;
import dev.tryon.platform.s3.S3ImageStore;
import dev.tryon.platform.s3.S3Objects;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where the commands find Kafka and S3. Options come first, then the environment ({@code TRYON_KAFKA_…},
 * {@code TRYON_S3_…}, as for services), then what the running local stack wrote to {@code local/stack.properties}. Immutable
 * and thread-safe; callers own and close the clients that it makes.
 */
public final class StackConnection {
    private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    private static final String BUCKET_VARIABLE = "TRYON_S3_BUCKET";
    private static final String KAFKA_PREFIX = "TRYON_KAFKA_";
    private static final String S3_PREFIX = "TRYON_S3_";
    private static final String S3_ENDPOINT = "tryon.s3.endpoint";
    private static final String S3_PATH_STYLE = "tryon.s3.path-style";

    // A command tells within a quarter of a minute that Kafka is not there; a service waits for it for minutes.
    private static final Map<String, String> IMPATIENT = Map.of(
            "max.block.ms", "15000",
            "request.timeout.ms", "10000",
            "delivery.timeout.ms", "15000",
            "default.api.timeout.ms", "15000",
            // Looking for a topic must not make it.
            "allow.auto.create.topics", "false");

    private final Map<String, String> kafka;
    private final Map<String, String> s3;
    private final Optional<String> bucket;

    private StackConnection(Map<String, String> kafka, Map<String, String> s3, Optional<String> bucket) {
        this.kafka = Map.copyOf(kafka);
        this.s3 = Map.copyOf(s3);
        this.bucket = bucket;
    }

    /**
     * Puts the three layers together.
     *
     * @param options Kafka's own property names, and {@code tryon.s3.…} keys, that the user gave
     * @param environment as {@link System#getenv()}
     * @param stackFile what the local stack writes while it runs; need not exist
     */
    public static StackConnection resolve(
            Map<String, String> options, Map<String, String> environment, Path stackFile) {
        Map<String, String> stack = read(stackFile);
        Map<String, String> kafka = new HashMap<>(IMPATIENT);
        put(kafka, BOOTSTRAP_SERVERS, stack.get("kafka.bootstrap-servers"));
        Map<String, String> s3 = new HashMap<>();
        for (String name : List.of("endpoint", "access-key", "secret-key", "region")) {
            put(s3, "tryon.s3." + name, stack.get("s3." + name));
        }
        environment.forEach((name, value) -> {
            if (name.startsWith(KAFKA_PREFIX)) {
                kafka.put(
                        name.substring(KAFKA_PREFIX.length())
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '.'),
                        value);
            } else if (name.startsWith(S3_PREFIX) && !name.equals(BUCKET_VARIABLE)) {
                s3.put(
                        "tryon.s3."
                                + name.substring(S3_PREFIX.length())
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', '-'),
                        value);
            }
        });
        options.forEach((name, value) -> (name.startsWith("tryon.s3.") ? s3 : kafka).put(name, value));
        if (s3.containsKey(S3_ENDPOINT)) {
            // Nearly every S3 but AWS's own wants the bucket in the path.
            s3.putIfAbsent(S3_PATH_STYLE, "true");
        }
        Optional<String> bucket = Optional.ofNullable(environment.get(BUCKET_VARIABLE))
                .or(() -> Optional.ofNullable(stack.get("s3.bucket")));
        return new StackConnection(kafka, s3, bucket);
    }

    /** The file that {@code tryon up} writes: below the folder of the project, or else below this one. */
    public static Path stackFile(Map<String, String> environment) {
        return Path.of(environment.getOrDefault("TRYON_HOME", ""))
                .resolve("local")
                .resolve("stack.properties");
    }

    /**
     * Makes Kafka clients for this stack.
     *
     * @throws InvalidConfigurationException when nothing says where Kafka is
     */
    public KafkaClients kafka() {
        if (!kafka.containsKey(BOOTSTRAP_SERVERS)) {
            throw new InvalidConfigurationException(
                    "nothing says where Kafka is: start the local stack with 'tryon up', give --bootstrap-servers, or set "
                            + "TRYON_KAFKA_BOOTSTRAP_SERVERS",
                    null);
        }
        return new KafkaClients(kafka);
    }

    /** Kafka client properties by Kafka's own names. */
    public Map<String, String> kafkaProperties() {
        return kafka;
    }

    /** Opens the image store of this stack; AWS's own when nothing names another. */
    public S3ImageStore imageStore() {
        return S3Clients.imageStore(s3Config());
    }

    /** Opens what reads and writes large objects of this stack. */
    S3Objects objects() {
        return new S3Objects(s3Config());
    }

    private S3Config s3Config() {
        return Configuration.read(List.of(S3Config.class), null, Map.of(), s3).get(S3Config.class);
    }

    /** The {@code tryon.s3.…} keys. */
    Map<String, String> s3Properties() {
        return s3;
    }

    /**
     * The bucket for uploads and results when no other is named.
     *
     * @throws InvalidConfigurationException when nothing says which
     */
    public String bucket() {
        return bucket.orElseThrow(() -> new InvalidConfigurationException(
                "nothing says which bucket to use: start the local stack with 'tryon up', give --bucket, or set "
                        + BUCKET_VARIABLE,
                null));
    }

    /** The same stack with another bucket; null leaves it. */
    StackConnection withBucket(@Nullable String other) {
        return other == null ? this : new StackConnection(kafka, s3, Optional.of(other));
    }

    private static void put(Map<String, String> values, String name, @Nullable String value) {
        if (value != null) {
            values.put(name, value);
        }
    }

    private static Map<String, String> read(Path file) {
        if (!Files.isReadable(file)) {
            return Map.of();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidConfigurationException("cannot read " + file + ": " + e.getMessage(), e);
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, name -> properties.getProperty(name)));
    }
}
