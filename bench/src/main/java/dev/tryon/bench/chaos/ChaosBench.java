/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.chaos;

import dev.tryon.bench.Bundles;
import dev.tryon.bench.FiguresFile;
import dev.tryon.bench.Machine;
import dev.tryon.bench.Report;
import dev.tryon.bench.Samples;
import dev.tryon.bench.ScratchFolder;
import dev.tryon.bench.chaos.sabotage.Sabotage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code bench chaos}: storms over real processes, and then the same over workers that break a promise on purpose, which
 * must be caught.
 */
@Command(
        name = "chaos",
        description = "Is anything lost, doubled or touched, whatever is killed, frozen, cut off or full?",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Broker, image store, PostgreSQL, two schedulers, three workers and approval run in processes of their own",
            "under a seeded storm: kill -9, SIGSTOP, SIGTERM, clock jumps, broker and database restarts; a store that",
            "answers 503, nothing, slowly, half, or cannot write. A quarter of the requests come as campaigns.",
            "Then control arms: workers that acknowledge early, store unchecked or lose completions; each must be caught.",
            "",
            "Figures: requests, lost, conflicting, unrecognisable, touched_pixels, approval_missing, approval_different,",
            "approval_unjudged, control_arms, control_arms_caught.",
            "Exit codes: 0 nothing was lost, doubled or touched and every control arm was caught, 1 otherwise.",
            "",
            "Examples:",
            "  tryon bench chaos --json figures.json",
            "  tryon bench chaos --seeds 1 --requests 300 --rounds 1",
            "  tryon bench chaos --first 4 --seeds 1 --arm-requests 0"
        })
@SuppressWarnings("NullAway.Init")
public final class ChaosBench implements Callable<Integer> {

    private static final List<Fault> ARM_FAULTS = List.of(Fault.KILL_WORKER);
    private static final int ARM_ROUNDS = 3;
    private static final Duration ARM_PATIENCE = Duration.ofMinutes(1);

    @Spec
    private CommandSpec spec;

    @Mixin
    private Bundles bundles;

    @Option(names = "--seeds", description = "Storms, each of a seed of its own (default ${DEFAULT-VALUE}).")
    private int seeds = 10;

    @Option(names = "--first", description = "Seed of the first of them (default ${DEFAULT-VALUE}).")
    private int first = 1;

    @Option(
            names = "--requests",
            description =
                    "Requests of each storm, or more: they come until its last fault is over (default ${DEFAULT-VALUE}).")
    private int requests = 5000;

    @Option(names = "--rounds", description = "How often each kind of fault falls (default ${DEFAULT-VALUE}).")
    private int rounds = 1;

    @Option(names = "--workers", description = "Worker processes (default ${DEFAULT-VALUE}).")
    private int workers = 3;

    @Option(names = "--arm-requests", description = "Requests of each control arm, or more (default ${DEFAULT-VALUE}).")
    private int armRequests = 300;

    @Option(names = "--patience", description = "Minutes that requests may still end in after a storm (default 10).")
    private int patience = 10;

    @Mixin
    private FiguresFile figures;

    private final Map<Fault, Samples> recoveries = new EnumMap<>(Fault.class);

    @Override
    public Integer call() throws Exception {
        if (seeds < 0 || requests < 1 || rounds < 0 || workers < 2 || armRequests < 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--seeds and --rounds must be 0 or more, --requests 1, --workers 2, --arm-requests 0; are " + seeds
                            + ", " + rounds + ", " + requests + ", " + workers + ", " + armRequests);
        }
        Report report = new Report(spec);
        Machine.facts().forEach((name, value) -> report.line("%-8s %s", name, value));
        boolean clean = storms(report);
        boolean caught = controlArms(report);
        figures.write(report);
        return clean && caught ? 0 : 1;
    }

    private boolean storms(Report report) throws Exception {
        List<ChaosRun.Outcome> outcomes = new ArrayList<>();
        for (long seed = first; seed < (long) first + seeds; seed++) {
            long start = System.nanoTime();
            Storm storm = Storm.of(seed, List.of(Fault.values()), rounds);
            ChaosRun.Outcome outcome = run(report, Sabotage.NONE, seed, requests, storm, Duration.ofMinutes(patience));
            report.line(
                    "storm %-3d %s, %d faults, %.0f s",
                    seed, outcome.text(), storm.blows().size(), (System.nanoTime() - start) / 1e9);
            for (Storms.Recovery recovery : outcome.recoveries()) {
                recoveries
                        .computeIfAbsent(recovery.fault(), fault -> new Samples())
                        .add(recovery.after().toNanos() / 1e6);
            }
            outcomes.add(outcome);
        }
        recoveries.forEach((fault, after) -> report.row("recovered from " + fault, after));
        List<RequestLedger.Verdict> verdicts =
                outcomes.stream().map(ChaosRun.Outcome::verdict).toList();
        sum(report, "requests", verdicts, RequestLedger.Verdict::requests);
        sum(report, "lost", verdicts, verdict -> verdict.lost().size());
        sum(report, "conflicting", verdicts, verdict -> verdict.conflicting().size());
        sum(
                report,
                "unrecognisable",
                verdicts,
                verdict -> verdict.unrecognisable().size());
        sum(report, "touched_pixels", outcomes, outcome -> (double) outcome.touchedPixels());
        sum(
                report,
                "approval_missing",
                outcomes,
                outcome -> outcome.approval().missing().size());
        sum(
                report,
                "approval_different",
                outcomes,
                outcome -> outcome.approval().different().size());
        sum(
                report,
                "approval_unjudged",
                outcomes,
                outcome -> outcome.approval().unjudged().size());
        return outcomes.stream().allMatch(ChaosRun.Outcome::clean);
    }

    private static <T> void sum(Report report, String figure, List<T> of, ToDoubleFunction<T> value) {
        report.figure(figure, of.stream().mapToDouble(value).sum());
    }

    private boolean controlArms(Report report) throws Exception {
        int arms = 0;
        int caught = 0;
        for (Sabotage sabotage : Sabotage.values()) {
            if (sabotage != Sabotage.NONE && armRequests > 0) {
                Storm storm = Storm.of(arms, ARM_FAULTS, ARM_ROUNDS);
                ChaosRun.Outcome outcome = run(report, sabotage, arms, armRequests, storm, ARM_PATIENCE);
                arms++;
                caught += outcome.clean() ? 0 : 1;
                report.line("arm %s %s: %s", sabotage, outcome.clean() ? "NOT CAUGHT" : "caught", outcome.text());
            }
        }
        report.figure("control_arms", arms);
        report.figure("control_arms_caught", caught);
        return caught == arms;
    }

    private ChaosRun.Outcome run(Report report, Sabotage sabotage, long seed, int count, Storm storm, Duration wait)
            throws Exception {
        try (ScratchFolder scratch = ScratchFolder.create();
                ChaosStack stack = new ChaosStack(scratch.path(), bundles.folder(), sabotage, workers);
                ChaosRun run = new ChaosRun(stack, scratch.path(), seed, wait, report.progress())) {
            return run.run(count, storm);
        }
    }
}
