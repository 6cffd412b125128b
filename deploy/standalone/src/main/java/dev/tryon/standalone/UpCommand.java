/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.standalone;

import dev.tryon.standalone.stack.LocalGateway;
import dev.tryon.standalone.stack.LocalStack;
import dev.tryon.standalone.stack.LocalWebhooks;
import dev.tryon.standalone.stack.StackFile;
import dev.tryon.standalone.stack.StackPorts;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code tryon up}: everything in one process, until Ctrl-C. */
@Command(
        name = "up",
        description =
                "Runs Kafka, S3, a worker, the HTTP gateway, webhooks and the approval console until Ctrl-C. Data survives restarts.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  tryon up",
            "  tryon up --data /var/lib/tryon --kafka-port 19092 --s3-port 19000",
            "  tryon up --set tryon.worker.slots=4",
            "  tryon up --set tryon.webhooks.certificates=endpoint.pem",
            "",
            "Then, in another terminal: tryon submit person.jpg shirt.jpg --expert top --watch",
            "",
            "Exit codes: 0 stopped as asked, 1 a server or the worker could not start or died."
        })
final class UpCommand implements Callable<Integer> {

    private static final String WEBHOOKS = "tryon.webhooks.";

    @Option(names = "--data", paramLabel = "DIR", description = "Where data is kept; default: local/ of the project.")
    private @Nullable Path data;

    @Option(names = "--kafka-port", description = "Default: ${DEFAULT-VALUE}.", defaultValue = "9092")
    private int kafkaPort;

    @Option(names = "--s3-port", description = "Default: ${DEFAULT-VALUE}.", defaultValue = "9000")
    private int s3Port;

    @Option(
            names = "--admin-port",
            description = "Health and metrics. Default: ${DEFAULT-VALUE}.",
            defaultValue = "9464")
    private int adminPort;

    @Option(names = "--gateway-port", description = "HTTP gateway. Default: ${DEFAULT-VALUE}.", defaultValue = "8080")
    private int gatewayPort;

    @Option(
            names = "--console-port",
            description = "Approval console. Default: ${DEFAULT-VALUE}.",
            defaultValue = "8090")
    private int consolePort;

    @Option(names = "--bundles", paramLabel = "DIR", description = "Expert bundles; default: experts/ of the project.")
    private @Nullable Path bundles;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "One key of the worker's configuration, or of the webhooks' (tryon.webhooks.…).")
    private Map<String, String> settings = new HashMap<>();

    @Override
    public Integer call() throws InterruptedException {
        Path folder = data == null ? Home.local() : data;
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndWait(stop, stopped), "shutdown"));
        Announcement say = new Announcement();
        try (LocalStack stack = LocalStack.start(
                        folder,
                        bundles == null ? Home.bundles() : bundles,
                        new StackPorts(kafkaPort, s3Port, adminPort),
                        settings(key -> !key.startsWith(WEBHOOKS)),
                        say::starting);
                StackFile file = StackFile.write(Home.local(), stack)) {
            LocalGateway gateway = stack.startGateway(gatewayPort, say::starting);
            LocalWebhooks webhooks = stack.startWebhooks(settings(key -> key.startsWith(WEBHOOKS)), say::starting);
            int console = stack.startApproval(folder, consolePort, say::starting);
            say.line("");
            say.line("tryon is up.");
            say.line("  Kafka    " + stack.kafkaBootstrapServers());
            say.line("  S3       " + stack.s3Endpoint() + "  (bucket " + LocalStack.BUCKET + ", key "
                    + stack.s3AccessKey() + " / " + stack.s3SecretKey() + ")");
            say.line("  HTTP     " + gateway.address() + "  (key " + gateway.key() + ")");
            say.line("  Webhooks are called, on this machine too, and signed with " + webhooks.secret());
            say.line("  Approval http://127.0.0.1:" + console);
            say.line("  Health   http://127.0.0.1:" + stack.adminPort() + "/health/ready   Metrics /metrics");
            say.line("  Data     " + folder.toAbsolutePath().normalize() + "  ("
                    + file.path().getFileName() + ")");
            say.line("Try: ./tryon submit person.jpg shirt.jpg --expert top --watch      Stop: Ctrl-C");
            stop.await();
            say.line("stopping");
            return 0;
        } finally {
            stopped.countDown();
        }
    }

    private Map<String, String> settings(Predicate<String> keys) {
        return settings.entrySet().stream()
                .filter(setting -> keys.test(setting.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static void stopAndWait(CountDownLatch stop, CountDownLatch stopped) {
        stop.countDown();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
