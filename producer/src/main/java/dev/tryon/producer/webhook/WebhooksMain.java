/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.webhook;

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

/** The command {@code tryon webhooks}: calls webhooks until it is told to stop. */
@Command(
        name = "webhooks",
        description = "Tells by signed HTTP calls how requests ended, until SIGTERM.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Every key of docs/configuration.md can be set in the file, as an environment variable or with --set.",
            "docs/api.md tells what is called and how a call is verified.",
            "",
            "Example:",
            "  tryon webhooks --set tryon.kafka.bootstrap.servers=broker:9092 --config webhooks.yaml",
            "",
            "Exit codes: 0 stopped as asked, 1 a part died, 4 Kafka cannot be reached, 78 refused to start (configuration)."
        })
@SuppressWarnings("NullAway.Init")
public final class WebhooksMain implements Callable<Integer> {
    private static final int NO_KAFKA = 4;
    private static final Logger log = LoggerFactory.getLogger(WebhooksMain.class);

    @Mixin
    private ServiceOptions options;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new WebhooksMain()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            Configuration configuration = options.read(WebhooksApp.MAPPINGS);
            log.atInfo().addKeyValue("configuration", configuration.effective()).log("starting");
            return ServiceProcess.runUntilStopped(new WebhooksApp(configuration, Clock.systemUTC()));
        } catch (InvalidConfigurationException e) {
            System.err.println("tryon webhooks does not start: " + e.getMessage());
            return ServiceProcess.EX_CONFIG;
        } catch (KafkaUnavailableException e) {
            System.err.println("tryon webhooks does not start: " + e.getMessage());
            return NO_KAFKA;
        }
    }
}
