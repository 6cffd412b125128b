/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.topics;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which cluster and what plan; filled by picocli. */
final class ClusterOptions {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

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

    @Option(
            names = "--replication-factor",
            paramLabel = "N",
            defaultValue = "3",
            description = "Copies of each partition; 1 for a single broker. Default: ${DEFAULT-VALUE}.")
    private int replicationFactor;

    @Option(
            names = "--min-isr",
            paramLabel = "N",
            description = "Copies that must have a record before it counts as stored."
                    + " Default: one less than the replication factor from 3 on, else 1.")
    private @Nullable Integer minInsync;

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description = "A plan with partitions, retention and limits of your own, in place of the built-in one.")
    private @Nullable Path planFile;

    Admin admin() {
        Properties properties = new Properties();
        if (commandConfig != null) {
            try (Reader reader = Files.newBufferedReader(commandConfig)) {
                properties.load(reader);
            } catch (IOException e) {
                throw misuse("--command-config: cannot read " + commandConfig + ": " + e, e);
            }
        }
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return Admin.create(properties);
    }

    TopicPlan plan() {
        try {
            return planFile == null ? TopicPlan.builtIn() : TopicPlan.read(planFile);
        } catch (InvalidPlanException e) {
            throw misuse("--plan: " + e.getMessage(), e);
        }
    }

    Replication replication() {
        try {
            return minInsync == null
                    ? Replication.of(replicationFactor)
                    : new Replication(replicationFactor, minInsync);
        } catch (IllegalArgumentException e) {
            throw misuse("--replication-factor, --min-isr: " + e.getMessage(), e);
        }
    }

    private RuntimeException misuse(String message, Exception cause) {
        return command == null
                ? new IllegalArgumentException(message, cause)
                : new ParameterException(command.commandLine(), message, cause);
    }
}
