/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.gateway;

import dev.tryon.platform.config.Configuration;
import dev.tryon.platform.config.InvalidConfigurationException;
import dev.tryon.platform.service.ServiceOptions;
import dev.tryon.platform.service.ServiceProcess;
import dev.tryon.producer.KafkaUnavailableException;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code tryon gateway}: takes try-ons over HTTP until it is told to stop. */
@Command(
        name = "gateway",
        description = "Takes try-ons and campaigns over HTTP until SIGTERM.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Every key of docs/configuration.md can be set in the file, as an environment variable or with --set.",
            "docs/api.md describes the interface; GET /openapi.json does so for programs.",
            "",
            "Example:",
            "  tryon gateway --set tryon.kafka.bootstrap.servers=broker:9092 --config tenants.yaml",
            "",
            "Exit codes: 0 stopped as asked, 1 a part died, 4 Kafka cannot be reached, 78 refused to start (configuration)."
        })
@SuppressWarnings("NullAway.Init")
public final class GatewayMain implements Callable<Integer> {

    private static final int NO_KAFKA = 4;
    private static final Logger log = LoggerFactory.getLogger(GatewayMain.class);

    @Mixin
    private ServiceOptions options;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new GatewayMain()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            Configuration configuration = options.read(GatewayApp.MAPPINGS);
            log.atInfo().addKeyValue("configuration", configuration.effective()).log("starting");
            return ServiceProcess.runUntilStopped(new GatewayApp(configuration, Clock.systemUTC()));
        } catch (InvalidConfigurationException e) {
            System.err.println("tryon gateway does not start: " + e.getMessage());
            return ServiceProcess.EX_CONFIG;
        } catch (KafkaUnavailableException e) {
            System.err.println("tryon gateway does not start: " + e.getMessage());
            return NO_KAFKA;
        }
    }
}
