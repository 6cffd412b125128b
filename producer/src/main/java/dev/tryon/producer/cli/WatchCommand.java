/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.cli;

import dev.tryon.platform.terminal.Terminal;
import dev.tryon.producer.results.ReadFrom;
import dev.tryon.producer.results.ResultsReader;
import dev.tryon.v1.TryOnEvent;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tryon watch}: shows what happens, to one request or to all. Used once, by picocli. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Shows what happens to a request until it ends, from its beginning.",
            "Without an id: to all requests, from now on, until Ctrl-C or --timeout."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the request is completed (without an id: --timeout passed)",
            "1:the request ended without a result",
            "2:the command is wrong",
            "3:the request has not ended within --timeout; it goes on",
            "4:Kafka cannot be reached"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  tryon watch 0197f3c2-5b1e-7c3a-9d40-2f6b8e1a7c55", "  tryon watch --json | jq .failed"})
public final class WatchCommand implements Callable<Integer> {
    private static final Duration POLL = Duration.ofMillis(500);

    @Parameters(arity = "0..1", paramLabel = "REQUEST_ID", description = "The request; all of them when left out.")
    private @Nullable String requestId;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "How long to watch: 90s, 10m (default: for ever).")
    private Duration timeout = Duration.ofDays(365);

    @Option(names = "--json", description = "Print events as JSON, one a line.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Map<String, String> environment;

    /** Looks around in this process's environment. */
    public WatchCommand() {
        this(System.getenv());
    }

    WatchCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        EventOutput output = new EventOutput(spec.commandLine().getOut(), err, json, Terminal.present());
        return Problems.reported(err, () -> requestId == null ? watchAll(output) : watchOne(output, requestId));
    }

    private int watchOne(EventOutput output, String id) {
        try (ResultsReader reader = open(ReadFrom.eventsOf(id))) {
            Optional<TryOnEvent> end = new Following(reader, output).toTheEnd(id, timeout);
            return end.map(ExitCode::of).orElse(ExitCode.TIMED_OUT);
        }
    }

    private int watchAll(EventOutput output) {
        long start = System.nanoTime();
        try (ResultsReader reader = open(ReadFrom.now())) {
            while (System.nanoTime() - start < timeout.toNanos()) {
                reader.poll(POLL).forEach(event -> output.showWithRequest(event.message()));
            }
        }
        return ExitCode.COMPLETED;
    }

    private ResultsReader open(ReadFrom from) {
        return ResultsReader.open(connection.connect(environment).kafka().reader("tryon-cli"), from);
    }
}
