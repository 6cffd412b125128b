/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler;

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

/** The command {@code tryon scheduler}: releases campaigns and retries and advises on replicas until it is told to stop. */
@Command(
        name = "scheduler",
        description = "Releases campaigns and retries, and tells KEDA how many workers are needed, until SIGTERM.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Every key of docs/configuration.md can be set in the file, as an environment variable",
            "(tryon.scheduler.admin-port is TRYON_SCHEDULER_ADMIN_PORT) or with --set.",
            "",
            "Example:",
            "  tryon scheduler --set tryon.kafka.bootstrap.servers=broker:9092 --set tryon.s3.region=eu-central-1",
            "",
            "Exit codes: 0 stopped as asked, 1 a thread died, 78 refused to start (configuration)."
        })
@SuppressWarnings("NullAway.Init")
public final class SchedulerMain implements Callable<Integer> {

    private static final Logger log = LoggerFactory.getLogger(SchedulerMain.class);

    @Mixin
    private ServiceOptions options;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SchedulerMain()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            Configuration configuration = options.read(SchedulerApp.MAPPINGS);
            log.atInfo().addKeyValue("configuration", configuration.effective()).log("starting");
            return ServiceProcess.runUntilStopped(new SchedulerApp(configuration, Clock.systemUTC()));
        } catch (InvalidConfigurationException e) {
            System.err.println("tryon scheduler does not start: " + e.getMessage());
            return ServiceProcess.EX_CONFIG;
        }
    }
}
