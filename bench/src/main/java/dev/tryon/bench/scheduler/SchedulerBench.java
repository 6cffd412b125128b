/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.scheduler;

import dev.tryon.bench.FiguresFile;
import dev.tryon.bench.Report;
import dev.tryon.bench.ScratchFolder;
import dev.tryon.v1.CampaignProgress;
import dev.tryon.v1.CampaignState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench scheduler}: a real broker and S3 endpoint here, the scheduler in a process with 256 MiB of heap. */
@Command(
        name = "scheduler",
        description = "How fast are campaigns released, in how much memory, and how fairly?",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Figures: release_rows_per_second (from the first row's commit to the last's, broker and scheduler on this",
            "machine), release_peak_heap_mib (garbage included, looked at twice a second), fairness_ratio (time of a small",
            "tenant's campaign beside a large tenant's, over twice its time alone).",
            "",
            "Examples:",
            "  tryon bench scheduler --json figures.json",
            "  tryon bench scheduler --rows 50000 --small 300"
        })
@SuppressWarnings("NullAway.Init")
public final class SchedulerBench implements Callable<Integer> {
    private static final int SLOTS = 5;
    private static final Duration JOB = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofMinutes(20);

    @Spec
    private CommandSpec spec;

    @Option(names = "--rows", description = "Rows of the large campaign (default ${DEFAULT-VALUE}).")
    private int rows = 1_000_000;

    @Option(names = "--small", description = "Rows of the small tenant's campaign (default ${DEFAULT-VALUE}).")
    private int small = 1_000;

    @Mixin
    private FiguresFile figures;

    @Override
    public Integer call() throws Exception {
        if (small < 2 || rows < small) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--small must be at least 2 and --rows no less than it; they are " + small + " and " + rows);
        }
        Report report = new Report(spec);
        try (ScratchFolder folder = ScratchFolder.create()) {
            release(report, folder.path().resolve("release"));
            fairness(report, folder.path().resolve("fairness"));
        }
        figures.write(report);
        return 0;
    }

    private void release(Report report, Path folder) throws Exception {
        try (SchedulerStack stack = SchedulerStack.start(folder)) {
            String manifest = stack.manifest("large", rows);
            Map<String, String> settings = new HashMap<>(stack.settings());
            settings.put("tryon.scheduler.backlog.minimum-rows", Integer.toString(Integer.MAX_VALUE));
            try (SchedulerProcess scheduler = SchedulerProcess.start(folder, settings);
                    CampaignRun campaigns = new CampaignRun(stack.kafka())) {
                String campaign = campaigns.submit("acme", manifest);
                long first = 0;
                long firstRows = 0;
                double peak = 0;
                for (boolean finished = false; !finished; ) {
                    for (CampaignProgress progress : campaigns.poll()) {
                        if (progress.getCampaignId().equals(campaign) && progress.getRowsReleased() > 0) {
                            first = first == 0 ? System.nanoTime() : first;
                            firstRows = firstRows == 0 ? progress.getRowsReleased() : firstRows;
                            finished |= progress.getState() == CampaignState.CAMPAIGN_STATE_FINISHED;
                        }
                    }
                    peak = Math.max(peak, scheduler.heapMebibytes());
                }
                double perSecond = (rows - firstRows) / ((System.nanoTime() - first) / 1e9);
                report.line("%-44s %9.0f rows/s (bar 20,000)", "released, of " + rows + " rows", perSecond);
                report.line("%-44s %9.0f MiB (bar 256)", "heap of the scheduler at most", peak);
                report.figure("release_rows_per_second", perSecond);
                report.figure("release_peak_heap_mib", peak);
            }
        }
    }

    private void fairness(Report report, Path folder) throws Exception {
        try (SchedulerStack stack = SchedulerStack.start(folder)) {
            String large = stack.manifest("large", rows);
            String little = stack.manifest("little", small);
            Map<String, String> settings = new HashMap<>(stack.settings());
            settings.put("tryon.scheduler.backlog.ahead", "1s");
            settings.put("tryon.scheduler.backlog.minimum-rows", "16");
            settings.put("tryon.scheduler.look-every", "200ms");
            try (SchedulerProcess scheduler = SchedulerProcess.start(folder, settings);
                    CampaignRun campaigns = new CampaignRun(stack.kafka());
                    PacedPool pool = new PacedPool(stack.kafka(), SLOTS, JOB)) {
                campaigns.submit("warm-up", little);
                awaitDone(pool, campaigns.submit("warm-up", little), small);
                double alone = awaitDone(pool, campaigns.submit("bazaar", little), small);
                String other = campaigns.submit("acme", large);
                awaitDone(pool, other, small / 2);
                double beside = awaitDone(pool, campaigns.submit("bazaar", little), small);
                report.line("%-44s %9.1f s", "a small tenant's " + small + " rows alone", alone);
                report.line("%-44s %9.1f s", "beside a large tenant's " + rows, beside);
                report.line("%-44s %9.0f MiB", "heap of the scheduler then", scheduler.heapMebibytes());
                report.line("%-44s %9.3f (bar 1.2)", "over twice the time alone", beside / (2 * alone));
                report.figure("fairness_ratio", beside / (2 * alone));
            }
        }
    }

    private static double awaitDone(PacedPool pool, String campaign, int jobs) throws InterruptedException {
        long start = System.nanoTime();
        while (pool.done(campaign) < jobs) {
            if (System.nanoTime() - start > LONGEST.toNanos()) {
                throw new IllegalStateException(
                        "only " + pool.done(campaign) + " of " + jobs + " jobs ended in " + LONGEST);
            }
            LockSupport.parkNanos(20_000_000);
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
