/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.topics;

import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which cluster and what plan; filled by picocli. */
final class ClusterOptions {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Mixin
    private final BrokerOptions brokers = new BrokerOptions();

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

    @Option(
            names = "--principal",
            paramLabel = "SERVICE=TYPE:NAME",
            description =
                    "Whom a service of the plan logs in as, such as worker=User:tryon-worker: it gets the ACLs that it"
                            + " needs. Repeatable; goes over the plan's own. A service for which nobody is named gets"
                            + " none.")
    private Map<String, String> principals = Map.of();

    Admin admin() {
        try {
            return Admin.create(Map.copyOf(brokers.properties()));
        } catch (IllegalArgumentException e) {
            throw misuse(String.valueOf(e.getMessage()), e);
        }
    }

    TopicPlan plan() {
        TopicPlan plan;
        try {
            plan = planFile == null ? TopicPlan.builtIn() : TopicPlan.read(planFile);
        } catch (InvalidPlanException e) {
            throw misuse("--plan: " + e.getMessage(), e);
        }
        try {
            return plan.withPrincipals(principals);
        } catch (IllegalArgumentException e) {
            throw misuse("--principal: " + e.getMessage(), e);
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
