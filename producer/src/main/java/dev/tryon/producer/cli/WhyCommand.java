/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.cli;

import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.producer.why.LanePlaces;
import dev.tryon.producer.why.RequestSearch;
import dev.tryon.producer.why.Why;
import dev.tryon.proto.Endings;
import dev.tryon.v1.TryOnEvent;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tryon why}: why a request is where it is. Used once, by picocli. */
@Command(
        name = "why",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Says why a request is where it is: how many stand before it in its lane, until when it is parked, or why it "
                    + "failed and what to do.",
            "Reads what waits in all lanes; only true numbers are told."
        },
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
            "  tryon why 0197f3c2-5b1e-7c3a-9d40-2f6b8e1a7c55",
            "  tryon why 0197f3c2-5b1e-7c3a-9d40-2f6b8e1a7c55 --json | jq .waiting.ahead_at_most"
        })
public final class WhyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "REQUEST_ID", description = "The request.")
    private String requestId = "";

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Option(names = "--json", description = "Print it as one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Map<String, String> environment;

    /** Looks around in this process's environment. */
    public WhyCommand() {
        this(System.getenv());
    }

    WhyCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        return Problems.reported(spec.commandLine().getErr(), this::why);
    }

    private int why() {
        KafkaClients kafka = connection.connect(environment).kafka();
        List<TryOnEvent> events = KnownEvents.of(kafka, requestId);
        Why why = events.stream().anyMatch(Endings::ends)
                ? new Why(events, Optional.empty(), Optional.empty())
                : searched(kafka, events);
        if (events.isEmpty() && why.waiting().isEmpty() && why.parked().isEmpty()) {
            PrintWriter err = spec.commandLine().getErr();
            err.println(
                    "tryon: nothing is known of " + requestId + ": it stands in no lane and is not parked; its events "
                            + "are no longer kept, its campaign's row is not released yet, or the id is wrong");
            err.flush();
            return ExitCode.TIMED_OUT;
        }
        print(why);
        return why.end().map(ExitCode::of).orElse(ExitCode.TIMED_OUT);
    }

    private Why searched(KafkaClients kafka, List<TryOnEvent> events) {
        try (Admin admin = kafka.admin("tryon-cli-places");
                Consumer<byte[], byte[]> lanes = kafka.committedReader("tryon-cli-lanes")) {
            return new RequestSearch(lanes, new LanePlaces(admin)).search(requestId, events);
        }
    }

    private void print(Why why) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("request_id", requestId);
            members.putAll(why.members());
            out.println(JsonLine.of(members));
        } else {
            out.println(why.state() + ": " + why.text());
        }
        out.flush();
    }
}
