/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.cli;

import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.platform.s3.S3ImageStore;
import dev.tryon.platform.telemetry.OtlpTracing;
import dev.tryon.platform.terminal.Terminal;
import dev.tryon.producer.Submitted;
import dev.tryon.producer.TryOnClient;
import dev.tryon.producer.results.ReadFrom;
import dev.tryon.producer.results.ResultsReader;
import dev.tryon.producer.upload.PictureUploads;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.v1.TryOnRequest;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tryon submit}: puts one try-on in, and with {@code --watch} waits for it. Used once, by picocli. */
@Command(
        name = "submit",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Asks a running stack for one try-on and prints the request's id.",
            "Local pictures are uploaded first, under names made of their content."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:submitted; with --watch: completed",
            "1:the request ended without a result",
            "2:the command, a picture or the request is wrong; nothing was submitted",
            "3:not ended within --timeout; it goes on, follow it with 'tryon watch ID'",
            "4:Kafka or S3 cannot be reached"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tryon submit ada.jpg shirt.png --expert top --watch",
            "  tryon submit s3://shop/ada.jpg s3://shop/shirt.png --expert top --seed 7 --json"
        })
public final class SubmitCommand implements Callable<Integer> {
    // What workers accept by default.
    private static final long MAXIMUM_BYTES = 64L << 20;

    @Mixin
    private RequestOptions asked = new RequestOptions();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Option(names = "--watch", description = "Wait for the end, showing what happens.")
    private boolean watch;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "10m",
            converter = DurationConverter.class,
            description = "How long --watch waits (default: 10m).")
    private Duration timeout = Duration.ofMinutes(10);

    @Option(names = "--json", description = "Print JSON, one object a line.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Map<String, String> environment;

    /** Looks around in this process's environment. */
    public SubmitCommand() {
        this(System.getenv());
    }

    SubmitCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        return Problems.reported(err(), this::submit);
    }

    private int submit() {
        StackConnection stack = connection.connect(environment);
        KafkaClients kafka = stack.kafka();
        TryOnRequest request = upload(stack);
        try (OtlpTracing telemetry = OtlpTracing.open(CliTelemetry.config(environment), "tryon-cli", "submit");
                TryOnClient client = TryOnClient.builder()
                        .properties(stack.kafkaProperties())
                        .source("/tryon/cli")
                        .tracing(telemetry.tracing())
                        .build()) {
            if (!watch) {
                print(client.submit(request).join());
                return ExitCode.COMPLETED;
            }
            // Opened first: what is submitted afterwards cannot end unseen.
            try (ResultsReader reader = ResultsReader.open(kafka.reader("tryon-cli"), ReadFrom.now())) {
                print(client.submit(request).join());
                return follow(reader, request.getRequestId());
            }
        }
    }

    private TryOnRequest upload(StackConnection stack) {
        try (S3ImageStore store = stack.imageStore()) {
            PictureUploads uploads = new PictureUploads(store, stack.bucket(), MAXIMUM_BYTES);
            return asked.request(uploads, stack.bucket(), Clock.systemUTC());
        }
    }

    private int follow(ResultsReader reader, String requestId) {
        EventOutput output = new EventOutput(spec.commandLine().getOut(), err(), json, Terminal.present());
        String goesOn = "it goes on; follow it with: tryon watch " + requestId;
        Optional<TryOnEvent> end = FarewellAtInterrupt.saying(
                err(), "tryon: " + goesOn, () -> new Following(reader, output).toTheEnd(requestId, timeout));
        if (end.isEmpty()) {
            err().println("tryon: not ended within " + timeout.toSeconds() + " s; " + goesOn);
            err().flush();
        }
        return end.map(ExitCode::of).orElse(ExitCode.TIMED_OUT);
    }

    private void print(Submitted submitted) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                json
                        ? "{\"request_id\":\"" + submitted.requestId() + "\",\"topic\":\"" + submitted.topic()
                                + "\",\"partition\":" + submitted.partition() + ",\"offset\":" + submitted.offset()
                                + "}"
                        : submitted.requestId());
        out.flush();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
