/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker;

import dev.tryon.platform.config.Configuration;
import dev.tryon.platform.config.InvalidConfigurationException;
import dev.tryon.platform.service.ServiceOptions;
import dev.tryon.platform.service.ServiceProcess;
import dev.tryon.worker.bundle.BundleRefusedException;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code tryon worker}: leases try-ons and paints them until it is told to stop. */
@Command(
        name = "worker",
        description = "Leases try-ons of one expert and paints them until SIGTERM.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Every key of docs/configuration.md can be set in the file, as an environment variable",
            "(tryon.worker.slots is TRYON_WORKER_SLOTS) or with --set.",
            "",
            "Example:",
            "  tryon worker --set tryon.kafka.bootstrap.servers=broker:9092 --set tryon.worker.experts=top,bottom",
            "",
            "Exit codes: 0 stopped as asked, 1 a slot or the device died, 78 refused to start (configuration or bundle)."
        })
@SuppressWarnings("NullAway.Init")
public final class WorkerMain implements Callable<Integer> {

    private static final Logger log = LoggerFactory.getLogger(WorkerMain.class);

    @Mixin
    private ServiceOptions options;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new WorkerMain()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            Configuration configuration = options.read(WorkerApp.MAPPINGS);
            log.atInfo().addKeyValue("configuration", configuration.effective()).log("starting");
            return ServiceProcess.runUntilStopped(new WorkerApp(configuration, Clock.systemUTC()));
        } catch (InvalidConfigurationException | BundleRefusedException e) {
            System.err.println("tryon worker does not start: " + e.getMessage());
            return ServiceProcess.EX_CONFIG;
        }
    }
}
