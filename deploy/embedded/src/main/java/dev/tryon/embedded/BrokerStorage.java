/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.apache.kafka.server.common.ShareVersion;

/** A broker's log folder before the broker runs: what {@code kafka-storage.sh format} does, once in a folder's life. */
final class BrokerStorage {
    private static final String META_PROPERTIES = "meta.properties";

    private BrokerStorage() {}

    /** Formats the folder unless it is formatted already, and returns its cluster id. */
    static String prepare(Path logFolder) {
        Path meta = logFolder.resolve(META_PROPERTIES);
        try {
            Files.createDirectories(logFolder);
            // Formatting writes this file last and at once: where it is, formatting came to its end.
            if (Files.notExists(meta)) {
                format(logFolder);
            }
            return clusterId(meta);
        } catch (Exception e) {
            throw new EmbeddedServerException(
                    "cannot prepare the broker's log folder " + logFolder + ": " + e
                            + ". If its content is not needed, remove the folder; else name another data folder.",
                    e);
        }
    }

    private static void format(Path logFolder) throws Exception {
        new Formatter()
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(BrokerProperties.NODE_ID)
                .setDirectories(List.of(logFolder.toString()))
                .setMetadataLogDirectory(logFolder.toString())
                .setControllerListenerName(BrokerProperties.CONTROLLER_LISTENER)
                .setReleaseVersion(MetadataVersion.latestProduction())
                // Share groups with the broker's own dead-letter queues.
                .setFeatureLevel(ShareVersion.FEATURE_NAME, ShareVersion.SV_2.featureLevel())
                .setIgnoreFormatted(true)
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .run();
    }

    private static String clusterId(Path meta) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(meta)) {
            properties.load(reader);
        }
        String id = properties.getProperty("cluster.id");
        if (id == null) {
            throw new IOException(meta + " names no cluster.id");
        }
        return id;
    }
}
