/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.standalone;

import dev.tryon.approval.ApprovalMain;
import dev.tryon.bench.BenchCommand;
import dev.tryon.embedded.EmbeddedServerException;
import dev.tryon.experts.ExpertsMain;
import dev.tryon.masking.cli.MaskCommand;
import dev.tryon.platform.config.InvalidConfigurationException;
import dev.tryon.platform.service.ServiceProcess;
import dev.tryon.producer.cli.CampaignCommand;
import dev.tryon.producer.cli.CancelCommand;
import dev.tryon.producer.cli.GetCommand;
import dev.tryon.producer.cli.SubmitCommand;
import dev.tryon.producer.cli.WatchCommand;
import dev.tryon.producer.cli.WhyCommand;
import dev.tryon.producer.gateway.GatewayKeyCommand;
import dev.tryon.producer.gateway.GatewayMain;
import dev.tryon.producer.webhook.WebhooksMain;
import dev.tryon.scheduler.SchedulerMain;
import dev.tryon.scheduler.deadletters.DlqCommand;
import dev.tryon.scheduler.simulation.SimulateCommand;
import dev.tryon.scheduler.topics.TopicsCommand;
import dev.tryon.worker.WorkerMain;
import dev.tryon.worker.bundle.BundleRefusedException;
import java.util.concurrent.Callable;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code tryon}: every service and tool of the system under one name. */
@Command(
        name = "tryon",
        description = "Virtual try-on by small expert diffusion models, as a production system.",
        mixinStandardHelpOptions = true,
        version = "tryon 0.1.0",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            TryCommand.class,
            SubmitCommand.class,
            WatchCommand.class,
            GetCommand.class,
            WhyCommand.class,
            CancelCommand.class,
            CampaignCommand.class,
            GatewayMain.class,
            GatewayKeyCommand.class,
            WebhooksMain.class,
            MaskCommand.class,
            TopicsCommand.class,
            DlqCommand.class,
            SimulateCommand.class,
            SchedulerMain.class,
            WorkerMain.class,
            ApprovalMain.class,
            ExpertsMain.class,
            BenchCommand.class,
            GenerateCompletion.class
        },
        footer = {
            "",
            "Start with:  tryon demo",
            "Then:        tryon up      and, in another terminal:  tryon submit person.jpg shirt.jpg --expert top"
                    + " --watch"
        })
@SuppressWarnings("NullAway.Init")
public final class TryOnMain implements Callable<Integer> {

    private static final int CANNOT_START = 4;

    @Spec
    private CommandSpec spec;

    public static void main(String[] arguments) {
        // Libraries that use the JDK's logging must be set on ours before the first of them asks for a logger.
        System.getProperties().putIfAbsent("java.util.logging.manager", "org.apache.logging.log4j.jul.LogManager");
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new TryOnMain()).setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println("tryon " + command.getCommandName() + ": " + failure.getMessage());
            if (failure instanceof InvalidConfigurationException || failure instanceof BundleRefusedException) {
                return ServiceProcess.EX_CONFIG;
            }
            if (failure instanceof EmbeddedServerException) {
                return CANNOT_START;
            }
            failure.printStackTrace(command.getErr());
            return CommandLine.ExitCode.SOFTWARE;
        });
    }

    /** Without a subcommand: what there is. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return CommandLine.ExitCode.USAGE;
    }
}
