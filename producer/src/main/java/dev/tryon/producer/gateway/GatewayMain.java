/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.gateway;

import dev.tryon.platform.config.Configuration;
import dev.tryon.platform.config.InvalidConfigurationException;
import dev.tryon.producer.KafkaUnavailableException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

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
public final class GatewayMain implements Callable<Integer> {

    private static final int NO_KAFKA = 4;
    private static final int EX_CONFIG = 78; // sysexits.h
    private static final Logger log = LoggerFactory.getLogger(GatewayMain.class);

    @Option(names = "--config", paramLabel = "FILE", description = "A .properties or .yaml file.")
    private @Nullable Path file;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "One configuration key; wins over all else.")
    private Map<String, String> flags = Map.of();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new GatewayMain()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            Configuration configuration = Configuration.read(GatewayApp.MAPPINGS, file, System.getenv(), flags);
            log.atInfo().addKeyValue("configuration", configuration.effective()).log("starting");
            return run(new GatewayApp(configuration, Clock.systemUTC()));
        } catch (InvalidConfigurationException e) {
            System.err.println("tryon gateway does not start: " + e.getMessage());
            return EX_CONFIG;
        } catch (KafkaUnavailableException e) {
            System.err.println("tryon gateway does not start: " + e.getMessage());
            return NO_KAFKA;
        }
    }

    private static int run(GatewayApp app) throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            stopped.countDown();
                            awaitQuietly(closed);
                        },
                        "shutdown"));
        try (app) {
            app.start();
            log.atInfo().log("ready");
            while (!stopped.await(1, TimeUnit.SECONDS)) {
                if (!app.alive()) {
                    log.atError().log("a part died; ending");
                    return 1;
                }
            }
            return 0;
        } finally {
            closed.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
