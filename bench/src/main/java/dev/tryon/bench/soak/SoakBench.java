/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.soak;

import dev.tryon.bench.Bundles;
import dev.tryon.bench.FiguresFile;
import dev.tryon.bench.Machine;
import dev.tryon.bench.Report;
import dev.tryon.bench.ScratchFolder;
import dev.tryon.bench.chaos.ChaosRun;
import dev.tryon.bench.chaos.ChaosStack;
import dev.tryon.bench.chaos.sabotage.Sabotage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench soak}: many small jobs through everything, and whether any process holds more at the end than in the middle. */
@Command(
        name = "soak",
        description = "Does anything grow when many small jobs go through everything?",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Broker, image store, PostgreSQL, two schedulers, workers and approval run in processes of their own. Memory,",
            "threads, file handles and connections of each are recorded, and the requests that are not finished.",
            "A measure has a trend when the median of its last fifth is more than a tenth above that of its middle fifth",
            "(and by more than 24 MiB of memory, 4 threads, 8 handles or connections).",
            "",
            "Figures: jobs, lost, conflicting, jobs_per_second, trends, and the growth of each measure in percent.",
            "Exit codes: 0 nothing was lost and nothing grows, 1 otherwise.",
            "",
            "Examples:",
            "  tryon bench soak --json figures.json --chart soak.svg",
            "  tryon bench soak --jobs 2000 --every 2"
        })
@SuppressWarnings("NullAway.Init")
public final class SoakBench implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private Bundles bundles;

    @Option(names = "--jobs", description = "Requests (default ${DEFAULT-VALUE}).")
    private int jobs = 50_000;

    @Option(names = "--workers", description = "Worker processes (default ${DEFAULT-VALUE}).")
    private int workers = 2;

    @Option(names = "--every", description = "Seconds between two looks (default ${DEFAULT-VALUE}).")
    private int every = 5;

    @Option(names = "--patience", description = "Minutes that requests may still end in after the last (default 10).")
    private int patience = 10;

    @Option(
            names = "--chart",
            paramLabel = "FILE",
            description = "Draw what was recorded here, as SVG; default: soak-over-time.svg beside --json.")
    private @Nullable Path chart;

    @Mixin
    private FiguresFile figures;

    /** What is recorded of each process. */
    enum Measure {
        MEMORY("memory, MiB", 24, Vitals::memory),
        THREADS("threads", 4, Vitals::threads),
        HANDLES("file handles", 8, Vitals::handles),
        CONNECTIONS("connections", 8, Vitals::connections);

        private final String title;
        private final double noise;

        @SuppressWarnings("ImmutableEnumChecker") // references to methods without state
        private final ToDoubleFunction<Vitals> value;

        Measure(String title, double noise, ToDoubleFunction<Vitals> value) {
            this.title = title;
            this.noise = noise;
            this.value = value;
        }

        String title() {
            return title;
        }

        double of(Soak.Sample sample, String process) {
            Vitals vitals = sample.vitals().get(process);
            if (vitals == null) {
                throw new IllegalArgumentException("there is no process " + process);
            }
            return value.applyAsDouble(vitals);
        }

        Trend trend(List<Soak.Sample> samples, String process) {
            return Trend.of(samples.stream().map(sample -> of(sample, process)).toList());
        }
    }

    @Override
    public Integer call() throws Exception {
        if (jobs < 1 || workers < 1 || every < 1 || patience < 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--jobs, --workers, --every and --patience must be 1 or more; are " + jobs + ", " + workers + ", "
                            + every + ", " + patience);
        }
        Report report = new Report(spec);
        Machine.facts().forEach((name, value) -> report.line("%-8s %s", name, value));
        List<Soak.Sample> samples;
        ChaosRun.Outcome outcome;
        double seconds;
        try (ScratchFolder scratch = ScratchFolder.create();
                ChaosStack stack = new ChaosStack(scratch.path(), bundles.folder(), Sabotage.NONE, workers);
                ChaosRun run =
                        new ChaosRun(stack, scratch.path(), 1, Duration.ofMinutes(patience), report.progress())) {
            Soak soak = Soak.watch(stack, Duration.ofSeconds(every));
            try (soak) {
                long start = System.nanoTime();
                outcome = run.calm(jobs);
                seconds = (System.nanoTime() - start) / 1e9;
            }
            samples = soak.samples();
        }
        report.line("%s, %.0f s, %d looks", outcome.text(), seconds, samples.size());
        report.figure("jobs", outcome.verdict().requests());
        report.figure("lost", outcome.verdict().lost().size());
        report.figure("conflicting", outcome.verdict().conflicting().size());
        report.figure("jobs_per_second", outcome.verdict().requests() / seconds);
        Path drawn = chart == null ? figures.sibling("soak-over-time.svg").orElse(null) : chart;
        if (drawn != null) {
            Files.writeString(drawn, SoakChart.svg("Soak: " + jobs + " jobs", samples));
        }
        int trends = trends(report, samples);
        figures.write(report);
        return outcome.clean() && trends == 0 ? 0 : 1;
    }

    private static int trends(Report report, List<Soak.Sample> samples) {
        int trends = 0;
        report.line("%-14s %-14s %10s %10s %9s", "process", "measure", "middle", "last", "growth");
        for (String process : samples.get(0).vitals().keySet()) {
            for (Measure measure : Measure.values()) {
                Trend trend = measure.trend(samples, process);
                boolean grows = trend.grows(measure.noise);
                trends += grows ? 1 : 0;
                double percent = 100 * trend.growth() / Math.max(1, trend.middle());
                report.line(
                        "%-14s %-14s %10.0f %10.0f %8.1f%% %s",
                        process, measure.title, trend.middle(), trend.last(), percent, grows ? "GROWS" : "");
                report.figure("growth_" + process + "_" + measure.name().toLowerCase(Locale.ROOT), percent);
            }
        }
        report.figure("trends", trends);
        return trends;
    }
}
