/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.cli;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where Kafka and S3 are, the same for every command. Filled by picocli. */
public final class ConnectionOptions {
    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Kafka. Else TRYON_KAFKA_BOOTSTRAP_SERVERS, else the running local stack.")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--kafka-property",
            paramLabel = "NAME=VALUE",
            description = "Any property of Kafka's clients, such as security.protocol=SASL_SSL. Repeatable.")
    private Map<String, String> kafkaProperties = new LinkedHashMap<>();

    @Option(
            names = "--s3-endpoint",
            paramLabel = "URL",
            description = "S3. Else TRYON_S3_ENDPOINT, else the running local stack, else AWS's.")
    private @Nullable String s3Endpoint;

    @Option(
            names = "--bucket",
            paramLabel = "BUCKET",
            description = "Bucket for uploads and results. Else TRYON_S3_BUCKET, else the running local stack's.")
    private @Nullable String bucket;

    /** What these options, the environment and the local stack make together. */
    public StackConnection connect(Map<String, String> environment) {
        Map<String, String> options = new HashMap<>(kafkaProperties);
        if (bootstrapServers != null) {
            options.put("bootstrap.servers", bootstrapServers);
        }
        if (s3Endpoint != null) {
            options.put("tryon.s3.endpoint", s3Endpoint);
        }
        return StackConnection.resolve(options, environment, StackConnection.stackFile(environment))
                .withBucket(bucket);
    }
}
