/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tryon.bench.BrokerProcess;
import dev.tryon.bench.FiguresFile;
import dev.tryon.bench.JavaProcess;
import dev.tryon.bench.Machine;
import dev.tryon.bench.Report;
import dev.tryon.bench.ScratchFolder;
import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.proto.Topics;
import dev.tryon.v1.Expert;
import dev.tryon.v1.Lane;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench gateway}: broker, gateway and those who ask, each in a process of its own on this machine. */
@Command(
        name = "gateway",
        description = "How many try-ons a second does the gateway accept, how soon, and are all of them in Kafka?",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Figures: gateway_accepted_per_second and gateway_p99_ms (asked --rate times a second, counted from when a request",
            "was due), gateway_most_per_second and gateway_most_p99_ms (all connections ask again as soon as they are",
            "answered), gateway_missing (accepted requests that are not in Kafka).",
            "",
            "Examples:",
            "  tryon bench gateway --json figures.json",
            "  tryon bench gateway --seconds 5 --warm-up 3"
        })
@SuppressWarnings("NullAway.Init")
public final class GatewayBench implements Callable<Integer> {
    private static final Duration SPARE = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final String TOPIC = Topics.requests(Expert.EXPERT_TOP, Lane.LANE_INTERACTIVE);

    @Spec
    private CommandSpec spec;

    @Option(names = "--connections", description = "Connections that ask (default ${DEFAULT-VALUE}).")
    private int connections = 200;

    @Option(names = "--rate", description = "Requests a second of the paced run (default ${DEFAULT-VALUE}).")
    private int rate = 2_400;

    @Option(names = "--seconds", description = "Seconds that are measured, of each run (default ${DEFAULT-VALUE}).")
    private int seconds = 30;

    @Option(names = "--warm-up", description = "Seconds before those (default ${DEFAULT-VALUE}).")
    private int warmUp = 15;

    @Mixin
    private FiguresFile figures;

    @Override
    public Integer call() throws Exception {
        if (connections < 1 || rate < 1 || seconds < 1 || warmUp < 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--connections, --rate and --seconds must be 1 at least, --warm-up 0; are " + connections + ", "
                            + rate + ", " + seconds + " and " + warmUp);
        }
        Report report = new Report(spec);
        Machine.facts().forEach((name, value) -> report.line("%-8s %s", name, value));
        try (ScratchFolder scratch = ScratchFolder.create();
                BrokerProcess broker = BrokerProcess.start(scratch.path());
                GatewayProcess gateway = GatewayProcess.start(scratch.path(), broker.bootstrapServers())) {
            Answers full = ask(gateway, 0, scratch.path().resolve("full"));
            tell(report, "as fast as answered", full);
            Answers paced = ask(gateway, rate, scratch.path().resolve("paced"));
            tell(report, "at " + rate + " a second", paced);
            Set<String> missing = new HashSet<>(full.accepted());
            missing.addAll(paced.accepted());
            int accepted = missing.size();
            missing.removeAll(inKafka(broker.kafka()));
            report.line(
                    "bars, of the run at a fixed rate: 2,000 a second, 99 of 100 within 100 ms; of both: none missing");
            report.line("%-44s %9d of %d", "accepted and not in Kafka", missing.size(), accepted);
            report.figure("gateway_accepted_per_second", paced.times().count() / (double) seconds);
            report.figure("gateway_p99_ms", paced.times().quantile(0.99));
            report.figure("gateway_most_per_second", full.times().count() / (double) seconds);
            report.figure("gateway_most_p99_ms", full.times().quantile(0.99));
            report.figure("gateway_missing", missing.size());
        }
        figures.write(report);
        return 0;
    }

    private Answers ask(GatewayProcess gateway, int perSecond, Path folder) throws IOException, InterruptedException {
        Path answers = folder.resolveSibling(folder.getFileName() + ".answers");
        List<String> arguments = List.of(
                Integer.toString(gateway.port()),
                gateway.key(),
                Integer.toString(connections),
                Integer.toString(perSecond),
                Integer.toString(seconds + warmUp),
                Integer.toString(warmUp),
                answers.toString());
        try (JavaProcess load = JavaProcess.start(
                LoadMain.class,
                List.of("-Xmx256m", "-XX:TieredStopAtLevel=4"),
                arguments,
                folder.resolveSibling(folder.getFileName() + ".log"))) {
            load.awaitEnd(Duration.ofSeconds(seconds + warmUp).plus(SPARE));
        }
        return Answers.read(answers);
    }

    private void tell(Report report, String how, Answers answers) {
        report.line(
                "%-44s %9.0f /s",
                "accepted, " + connections + " connections, " + how,
                answers.times().count() / (double) seconds);
        report.line(
                "%-44s %9.1f ms   median %.1f, refused %d",
                "  99 of 100 within",
                answers.times().quantile(0.99),
                answers.times().median(),
                answers.refused());
    }

    private static Set<String> inKafka(KafkaClients kafka) {
        Set<String> ids = new HashSet<>();
        try (Consumer<byte[], byte[]> reader = kafka.reader("bench-gateway")) {
            List<TopicPartition> partitions = reader.partitionsFor(TOPIC).stream()
                    .map(partition -> new TopicPartition(TOPIC, partition.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            while (ends.entrySet().stream().anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
                reader.poll(POLL).forEach(record -> ids.add(new String(record.key(), UTF_8)));
            }
        }
        return ids;
    }
}
