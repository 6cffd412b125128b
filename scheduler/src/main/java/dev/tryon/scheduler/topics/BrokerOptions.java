/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.topics;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which brokers a command speaks to; filled by picocli. */
public final class BrokerOptions {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    @SuppressWarnings("UnusedVariable") // picocli asks for a place to put it.
    private boolean help;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT,...",
            required = true,
            description = "Brokers to ask first.")
    private String bootstrapServers = "";

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            description = "Kafka client properties, for security settings and time limits.")
    private @Nullable Path commandConfig;

    /**
     * Properties for Kafka's clients.
     *
     * @throws IllegalArgumentException when the file cannot be read
     */
    public Map<String, String> properties() {
        Properties read = new Properties();
        if (commandConfig != null) {
            try (Reader reader = Files.newBufferedReader(commandConfig)) {
                read.load(reader);
            } catch (IOException e) {
                throw new IllegalArgumentException("--command-config: cannot read " + commandConfig + ": " + e, e);
            }
        }
        Map<String, String> properties = new HashMap<>();
        read.stringPropertyNames().forEach(name -> properties.put(name, read.getProperty(name)));
        properties.put("bootstrap.servers", bootstrapServers);
        return properties;
    }
}
