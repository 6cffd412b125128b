/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.race;

import dev.tryon.bench.Bundles;
import dev.tryon.bench.FiguresFile;
import dev.tryon.bench.Machine;
import dev.tryon.bench.Report;
import dev.tryon.bench.Samples;
import dev.tryon.bench.ScratchFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench race}: the same jobs through tryon's queue, Celery and BullMQ, one after the other. */
@Command(
        name = "race",
        description = "How fast is the queue, beside Celery and BullMQ?",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "One worker of 16 slots; jobs of 600 bytes that do nothing, or wait 100 ms. tryon's worker leases, checks and",
            "announces as ever, and paints nothing. Celery: prefork, late acknowledgement. Both others: Redis with a log that",
            "is synced every second. What is not on this machine is left out, with the reason.",
            "",
            "Figures: NAME_noops_per_second, NAME_efficiency, NAME_start_p50_ms, NAME_start_p99_ms, NAME_cpu_ms, NAME_lost,",
            "NAME_doubled, where NAME is tryon, celery or bullmq; all but the last two are medians.",
            "",
            "Examples:",
            "  tryon bench race --json figures.json",
            "  tryon bench race --rounds 1 --warm-up 1000 --no-ops 1000 --naps 320 --seconds 10 --killed 100"
        })
@SuppressWarnings("NullAway.Init")
public final class RaceBench implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private Bundles bundles;

    @Option(names = "--rounds", description = "Rounds of each contender (default ${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(
            names = "--warm-up",
            description = "Jobs that a round's new worker does before anything counts (default ${DEFAULT-VALUE}).")
    private int warmUp = 20_000;

    @Option(names = "--no-ops", description = "Jobs of a round that do nothing (default ${DEFAULT-VALUE}).")
    private int noOps = 20_000;

    @Option(names = "--naps", description = "Jobs of a round that wait 100 ms (default ${DEFAULT-VALUE}).")
    private int naps = 4_800;

    @Option(names = "--seconds", description = "Of a round with 50 jobs a second (default ${DEFAULT-VALUE}).")
    private int seconds = 20;

    @Option(names = "--killed", description = "Jobs of a round's killed worker (default ${DEFAULT-VALUE}).")
    private int killed = 200;

    @Mixin
    private FiguresFile figures;

    private interface Start {
        Contender contender() throws IOException, InterruptedException;
    }

    @Override
    public Integer call() throws Exception {
        if (rounds < 1 || warmUp < 1 || noOps < 2 || naps <= Contender.SLOTS || seconds < 1 || killed < 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--rounds, --warm-up, --seconds and --killed must be 1 or more, --no-ops 2, --naps more than "
                            + Contender.SLOTS + "; are " + rounds + ", " + warmUp + ", " + seconds + ", " + killed
                            + ", " + noOps
                            + ", " + naps);
        }
        Report report = new Report(spec);
        Machine.facts().forEach((name, value) -> report.line("%-8s %s", name, value));
        report.line(
                "%-18s %11s %11s %11s %11s %9s %6s %8s",
                "", "no-ops/s", "efficiency", "p50 ms", "p99 ms", "CPU ms", "lost", "doubled");
        try (ScratchFolder scratch = ScratchFolder.create()) {
            race(report, "tryon", () -> new TryOnContender(scratch.path(), bundles.folder()));
        }
        try (ScratchFolder scratch = ScratchFolder.create()) {
            race(report, "celery", Others.celery(scratch.path()), scratch.path());
        }
        try (ScratchFolder scratch = ScratchFolder.create()) {
            race(report, "bullmq", Others.bullMq(scratch.path()), scratch.path());
        }
        figures.write(report);
        return 0;
    }

    private void race(Report report, String figure, Others.Found found, Path folder)
            throws IOException, InterruptedException {
        if (found.programs().isEmpty()) {
            report.line("%-18s left out: %s", found.name(), found.missing());
            return;
        }
        race(
                report,
                figure,
                () -> new RedisContender(found.name(), folder, found.programs().get()));
    }

    private void race(Report report, String figure, Start start) throws IOException, InterruptedException {
        List<RaceRun.Round> done = new ArrayList<>();
        try (Contender contender = start.contender()) {
            RaceRun run = new RaceRun(contender, new RaceRun.Plan(warmUp, noOps, naps, seconds, killed));
            for (int round = 0; round < rounds; round++) {
                done.add(run.round());
                line(report, contender.name(), done.subList(round, round + 1));
            }
            line(report, contender.name() + ", median", done);
        }
        report.figure(figure + "_noops_per_second", median(done, RaceRun.Round::noOpsPerSecond));
        report.figure(figure + "_efficiency", median(done, RaceRun.Round::efficiency));
        report.figure(figure + "_start_p50_ms", median(done, RaceRun.Round::startP50));
        report.figure(figure + "_start_p99_ms", median(done, RaceRun.Round::startP99));
        report.figure(figure + "_cpu_ms", median(done, RaceRun.Round::cpuMillis));
        report.figure(
                figure + "_lost", done.stream().mapToInt(RaceRun.Round::lost).sum());
        report.figure(
                figure + "_doubled",
                done.stream().mapToInt(RaceRun.Round::doubled).sum());
    }

    private static void line(Report report, String what, List<RaceRun.Round> of) {
        report.line(
                "%-18s %11.0f %11.3f %11.1f %11.1f %9.2f %6d %8d",
                what,
                median(of, RaceRun.Round::noOpsPerSecond),
                median(of, RaceRun.Round::efficiency),
                median(of, RaceRun.Round::startP50),
                median(of, RaceRun.Round::startP99),
                median(of, RaceRun.Round::cpuMillis),
                of.stream().mapToInt(RaceRun.Round::lost).sum(),
                of.stream().mapToInt(RaceRun.Round::doubled).sum());
    }

    private static double median(List<RaceRun.Round> rounds, ToDoubleFunction<RaceRun.Round> value) {
        Samples samples = new Samples();
        rounds.forEach(round -> samples.add(value.applyAsDouble(round)));
        return samples.median();
    }
}
