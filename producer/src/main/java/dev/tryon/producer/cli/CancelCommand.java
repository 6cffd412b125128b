/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.cli;

import dev.tryon.producer.TryOnClient;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code tryon cancel}: calls a request off. */
@Command(
        name = "cancel",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Calls a request off: before it is leased, or at its next denoise step.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:Kafka has the order", "2:the command is wrong", "4:Kafka cannot be reached"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  tryon cancel 0197f3c2-5b1e-7c3a-9d40-2f6b8e1a7c55 --reason 'sold out'",
            "  tryon get 0197f3c2-5b1e-7c3a-9d40-2f6b8e1a7c55    says whether it came in time"
        })
public final class CancelCommand implements Callable<Integer> {
    @Parameters(paramLabel = "REQUEST_ID", description = "The request.")
    private String requestId = "";

    @Option(names = "--tenant", description = "Whose request it is (default: ${DEFAULT-VALUE}).")
    private String tenant = "demo";

    @Option(names = "--reason", description = "Why; it stands in the Cancelled event.")
    private String reason = "";

    @Option(names = "--by", description = "Who calls it off (default: the user who runs this).")
    private String by = System.getProperty("user.name", "");

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Map<String, String> environment;

    /** Looks around in this process's environment. */
    public CancelCommand() {
        this(System.getenv());
    }

    CancelCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        return Problems.reported(spec.commandLine().getErr(), this::cancel);
    }

    private int cancel() {
        StackConnection stack = connection.connect(environment);
        try (TryOnClient client =
                new TryOnClient(stack.kafka(), stack.kafka().producer("tryon-cli"), "/tryon/cli", Clock.systemUTC())) {
            client.cancel(tenant, requestId, by, reason).join();
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("called off " + requestId + "; one that had ended before stays as it is");
        out.flush();
        return 0;
    }
}
