/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.worker;

import dev.tryon.bench.Report;
import dev.tryon.v1.Lane;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Runs a worker process under backlog, with shoppers in between, and for long. Used by one thread. */
final class WorkerRuns {

    /** What a worker on a CPU takes unless told otherwise. */
    private static final int BATCH = 1;
    /** Jobs before anything is counted: the worker's caches and compiler get warm. */
    private static final int WARM = 3;

    private static final int MEMORY_STEPS = 1;

    private final Report report;
    private final BareLoop bare;
    private final Path bundle;
    private final WorkerBench.Size size;

    WorkerRuns(Report report, BareLoop bare, Path bundle, WorkerBench.Size size) {
        this.report = report;
        this.bare = bare;
        this.bundle = bundle;
        this.size = size;
    }

    void measure(Path scratch) throws Exception {
        bareLoop();
        try (BenchStack stack = BenchStack.start(scratch);
                Traffic traffic = new Traffic(stack);
                WorkerProcess worker = WorkerProcess.start(settings(stack), scratch.resolve("worker.log"))) {
            for (int i = 0; i < WARM; i++) {
                traffic.send(Lane.LANE_INTERACTIVE, size.steps()).end();
            }
            new BacklogRounds(report, bare, traffic, worker, size.steps()).measure(BATCH, size.jobs());
            new LaneRounds(report, traffic, worker, size.steps()).measure(size.interactive());
            new MemoryOfJobs(report, traffic, worker).watch(size.memoryJobs(), MEMORY_STEPS);
        }
    }

    @SuppressWarnings("try") // the other core works while the block does something else
    private void bareLoop() throws Exception {
        double alone = 0;
        for (int batch : new int[] {1, 2, 4}) {
            double rate = bare.jobsPerSecond(batch, size.steps(), Math.max(4, size.jobs() / 6));
            report.line("%-44s %9.3f jobs/s", "bare denoise loop, batch " + batch, rate);
            alone = batch == BATCH ? rate : alone;
        }
        try (BusyCore other = new BusyCore()) {
            double beside = bare.jobsPerSecond(BATCH, size.steps(), Math.max(4, size.jobs() / 6));
            report.line("%-44s %9.3f jobs/s", "the same loop, batch " + BATCH + ", another core busy", beside);
            report.figure("shared_core_ratio", beside / alone);
        }
    }

    private Map<String, String> settings(BenchStack stack) {
        Map<String, String> settings = new HashMap<>(stack.settings());
        settings.put(
                "tryon.worker.bundles", String.valueOf(bundle.toAbsolutePath().getParent()));
        settings.put("tryon.worker.experts", "top");
        settings.put("tryon.worker.threads", "1");
        settings.put("tryon.worker.maximum-batch", Integer.toString(BATCH));
        return settings;
    }
}
