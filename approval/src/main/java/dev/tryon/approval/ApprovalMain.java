/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval;

import dev.tryon.approval.workflow.InvalidWorkflowException;
import dev.tryon.platform.config.Configuration;
import dev.tryon.platform.config.InvalidConfigurationException;
import dev.tryon.platform.service.ServiceOptions;
import dev.tryon.platform.service.ServiceProcess;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code tryon approval}: judges results until it is told to stop. */
@Command(
        name = "approval",
        description = "Reads results into PostgreSQL and serves the reviewers' console until SIGTERM.",
        mixinStandardHelpOptions = true,
        subcommands = {VerifyAuditCommand.class, RebuildLedgerCommand.class},
        footer = {
            "",
            "Every key of docs/configuration.md can be set in the file, as an environment variable or with --set.",
            "",
            "Example:",
            "  tryon approval --set tryon.kafka.bootstrap.servers=broker:9092 \\",
            "    --set tryon.approval.database.url=jdbc:postgresql://db/tryon --set tryon.approval.login.mode=local",
            "",
            "Exit codes: 0 stopped as asked, 1 a thread died, 78 refused to start (configuration or workflow)."
        })
@SuppressWarnings("NullAway.Init")
public final class ApprovalMain implements Callable<Integer> {

    private static final Logger log = LoggerFactory.getLogger(ApprovalMain.class);

    @Mixin
    private ServiceOptions options;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ApprovalMain()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            Configuration configuration = options.read(ApprovalApp.MAPPINGS);
            log.atInfo().addKeyValue("configuration", configuration.effective()).log("starting");
            return ServiceProcess.runUntilStopped(new ApprovalApp(configuration, Clock.systemUTC()));
        } catch (InvalidConfigurationException | InvalidWorkflowException e) {
            System.err.println("tryon approval does not start: " + e.getMessage());
            return ServiceProcess.EX_CONFIG;
        }
    }
}
