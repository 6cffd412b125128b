/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.cli;

import dev.tryon.proto.Endings;
import dev.tryon.v1.TryOnEvent;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tryon get}: what is known of a request now. Used once, by picocli. */
@Command(
        name = "get",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Prints what has happened to a request so far, without waiting.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the request is completed",
            "1:the request ended without a result",
            "2:the command is wrong",
            "3:the request has not ended yet, or nothing is known of it",
            "4:Kafka cannot be reached"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tryon get 0197f3c2-5b1e-7c3a-9d40-2f6b8e1a7c55",
            "  tryon get 0197f3c2-5b1e-7c3a-9d40-2f6b8e1a7c55 --json | tail -1 | jq -r .completed.result.uri"
        })
public final class GetCommand implements Callable<Integer> {
    @Parameters(paramLabel = "REQUEST_ID", description = "The request.")
    private String requestId = "";

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Option(names = "--json", description = "Print its events as JSON, one a line.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Map<String, String> environment;

    /** Looks around in this process's environment. */
    public GetCommand() {
        this(System.getenv());
    }

    GetCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        return Problems.reported(spec.commandLine().getErr(), this::get);
    }

    private int get() {
        List<TryOnEvent> events = KnownEvents.of(connection.connect(environment).kafka(), requestId);
        PrintWriter out = spec.commandLine().getOut();
        // What a person asked for goes to standard output here: nothing else does.
        EventOutput output = new EventOutput(out, out, json, false);
        events.forEach(output::show);
        if (events.isEmpty()) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("tryon: nothing is known of " + requestId
                    + ": no worker has begun it, its events are no longer " + "kept, or the id is wrong");
            err.flush();
        }
        return events.stream()
                .filter(Endings::ends)
                .findFirst()
                .map(ExitCode::of)
                .orElse(ExitCode.TIMED_OUT);
    }
}
