/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.container;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine;

/**
 * Every image's entry point: runs the command that the container's first argument names, as far as this image has it.
 * An image holds the class path of one service; {@code tryon-worker} has no gateway.
 */
public final class ContainerMain {

    /** Commands of the services and the classes that picocli makes them from; {@code health} is in every image. */
    static final Map<String, String> COMMANDS = new TreeMap<>(Map.ofEntries(
            Map.entry("worker", "dev.tryon.worker.WorkerMain"),
            Map.entry("scheduler", "dev.tryon.scheduler.SchedulerMain"),
            Map.entry("topics", "dev.tryon.scheduler.topics.TopicsCommand"),
            Map.entry("gateway", "dev.tryon.producer.gateway.GatewayMain"),
            Map.entry("gateway-key", "dev.tryon.producer.gateway.GatewayKeyCommand"),
            Map.entry("webhooks", "dev.tryon.producer.webhook.WebhooksMain"),
            Map.entry("submit", "dev.tryon.producer.cli.SubmitCommand"),
            Map.entry("watch", "dev.tryon.producer.cli.WatchCommand"),
            Map.entry("get", "dev.tryon.producer.cli.GetCommand"),
            Map.entry("cancel", "dev.tryon.producer.cli.CancelCommand"),
            Map.entry("approval", "dev.tryon.approval.ApprovalMain")));

    private static final int SOFTWARE = 70; // sysexits.h

    private ContainerMain() {}

    public static void main(String[] arguments) {
        // Libraries that use the JDK's logging must be set on ours before the first of them asks for a logger.
        System.getProperties().putIfAbsent("java.util.logging.manager", "org.apache.logging.log4j.jul.LogManager");
        CommandLine tryon = commandLine();
        System.exit(tryon.execute(arguments));
    }

    /** The commands that this class path has. */
    static CommandLine commandLine() {
        CommandLine tryon =
                new CommandLine(CommandLine.Model.CommandSpec.create().name("tryon"));
        tryon.addSubcommand("health", new CommandLine(new HealthCommand()));
        COMMANDS.forEach((name, type) -> {
            try {
                tryon.addSubcommand(name, new CommandLine(Class.forName(type)));
            } catch (ClassNotFoundException e) {
                // another image's
            }
        });
        tryon.setExecutionExceptionHandler((failure, command, parsed) -> {
            failure.printStackTrace(command.getErr());
            return SOFTWARE;
        });
        String known = tryon.getSubcommands().keySet().stream().sorted().collect(Collectors.joining(", "));
        tryon.getCommandSpec().usageMessage().description("Commands of this image: " + known + ".");
        return tryon;
    }
}
