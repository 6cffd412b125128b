/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.producer;

import dev.tryon.bench.BrokerProcess;
import dev.tryon.bench.FiguresFile;
import dev.tryon.bench.Machine;
import dev.tryon.bench.Report;
import dev.tryon.bench.Samples;
import dev.tryon.bench.ScratchFolder;
import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.proto.Topics;
import dev.tryon.v1.Expert;
import dev.tryon.v1.Lane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.kafka.tools.ProducerPerformance;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench producer}: broker, SDK and Kafka's own load generator, each in a process of its own, in turns. */
@Command(
        name = "producer",
        description = "How fast does the SDK enqueue, beside Kafka's own kafka-producer-perf-test?",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Figure: sdk_vs_perf_test (requests a second built, checked and submitted by one thread through the SDK, over the",
            "records a second of kafka-producer-perf-test: as many bytes of the same content, acks=all, same topic and broker;",
            "the faster of it with the SDK's settings and with Kafka's defaults).",
            "",
            "Examples:",
            "  tryon bench producer --json figures.json",
            "  tryon bench producer --try linger.ms=5 --try compression.type=lz4 --try compression.type=none"
        })
@SuppressWarnings("NullAway.Init")
public final class ProducerBench implements Callable<Integer> {
    private static final int TEXTS = 20_000;
    private static final double BAR = 0.8;

    @Spec
    private CommandSpec spec;

    @Option(names = "--records", description = "Records a turn, warm-up included (default ${DEFAULT-VALUE}).")
    private int records = 600_000;

    @Option(names = "--warm-up", description = "Records of a turn that are not counted (default ${DEFAULT-VALUE}).")
    private int warmUp = 200_000;

    @Option(names = "--turns", description = "Turns of each (default ${DEFAULT-VALUE}).")
    private int turns = 5;

    @Option(
            names = "--try",
            paramLabel = "KEY=VALUE[,KEY=VALUE]",
            description =
                    "The SDK with other settings of Kafka's producer, beside the rest; may be given several times.")
    private List<String> others = new ArrayList<>();

    @Mixin
    private FiguresFile figures;

    @Override
    public Integer call() throws Exception {
        if (warmUp < 1 || records < 2 * warmUp || turns < 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--records must be twice --warm-up at least, --turns 1; are " + records + ", " + warmUp + " and "
                            + turns);
        }
        Report report = new Report(spec);
        Machine.facts().forEach((name, value) -> report.line("%-8s %s", name, value));
        try (ScratchFolder scratch = ScratchFolder.create();
                BrokerProcess broker = BrokerProcess.start(scratch.path())) {
            measure(report, scratch.path(), broker.bootstrapServers());
        }
        figures.write(report);
        return 0;
    }

    private void measure(Report report, Path folder, String servers) throws IOException, InterruptedException {
        List<String> texts =
                IntStream.range(0, TEXTS).mapToObj(CatalogueRequests::text).toList();
        Path payloads = Files.write(folder.resolve("payloads.txt"), texts);
        report.line(
                "%-44s %9.0f bytes: key, headers and value",
                "a request's record",
                texts.stream().mapToInt(String::length).average().orElseThrow());
        Contender sdk = submit("the SDK", servers, List.of());
        List<Contender> perfTests = List.of(
                perfTest("perf test, the SDK's settings", servers, payloads, KafkaClients.PRODUCER_DEFAULTS),
                perfTest("perf test, Kafka's defaults", servers, payloads, Map.of()));
        List<Contender> all = new ArrayList<>(List.of(sdk));
        all.addAll(perfTests);
        others.forEach(other -> all.add(submit("the SDK, " + other, servers, List.of(other.split(",", -1)))));
        for (int turn = 0; turn < turns; turn++) {
            for (Contender contender : all) {
                contender.run(folder);
            }
        }
        for (Contender contender : all) {
            Samples rates = contender.rates();
            report.line(
                    "%-44s %9.0f /s   %8.0f .. %-8.0f n=%d",
                    contender.name(), rates.median(), rates.quantile(0), rates.quantile(1), rates.count());
        }
        double fastest = perfTests.stream()
                .mapToDouble(test -> test.rates().median())
                .max()
                .orElseThrow();
        double ratio = sdk.rates().median() / fastest;
        report.line("%-44s %9.2f (bar %.1f)", "the SDK over the faster perf test", ratio, BAR);
        report.figure("sdk_vs_perf_test", ratio);
        report.figure("sdk_submitted_per_second", sdk.rates().median());
    }

    private Contender submit(String name, String servers, List<String> properties) {
        List<String> arguments = new ArrayList<>(List.of(servers, Integer.toString(records), Integer.toString(warmUp)));
        arguments.addAll(properties);
        return new Contender(name, SubmitMain.class, arguments, "^rate ([0-9.E]+)$");
    }

    private Contender perfTest(String name, String servers, Path payloads, Map<String, String> properties) {
        List<String> arguments = new ArrayList<>(List.of(
                "--bootstrap-server", servers,
                "--topic", Topics.requests(Expert.EXPERT_TOP, Lane.LANE_BULK),
                "--num-records", Integer.toString(records),
                "--warmup-records", Integer.toString(warmUp),
                "--throughput", "-1",
                "--payload-file", payloads.toString(),
                "--command-property", "acks=all"));
        properties.forEach((key, value) -> arguments.add(key + "=" + value));
        return new Contender(
                name, ProducerPerformance.class, arguments, "steady state records sent, ([0-9.]+) records/sec");
    }
}
