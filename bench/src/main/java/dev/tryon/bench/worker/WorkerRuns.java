/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.worker;

import dev.tryon.bench.Report;
import dev.tryon.v1.Lane;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs a worker process under backlog, with shoppers in between, and for long. Used by one thread. */
final class WorkerRuns {

    /** What a worker on a CPU takes unless told otherwise. */
    private static final int BATCH = 1;
    /** Jobs at the start of a run that are not counted: the worker's caches and compiler get warm. */
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
        double ceiling = ceiling();
        try (BenchStack stack = BenchStack.start(scratch);
                Traffic traffic = new Traffic(stack);
                WorkerProcess worker = WorkerProcess.start(settings(stack), scratch.resolve("worker.log"))) {
            for (int i = 0; i < WARM; i++) {
                traffic.send(Lane.LANE_INTERACTIVE, size.steps()).end();
            }
            double backlog = backlog(traffic);
            report.line("%-44s %9.3f jobs/s", "whole worker under backlog", backlog);
            report.line("%-44s %9.3f", "efficiency (bar 0.92)", backlog / ceiling);
            report.figure("efficiency", backlog / ceiling);
            new LaneRounds(report, traffic, worker, size.steps()).measure(size.interactive());
            new MemoryOfJobs(report, traffic, worker).watch(size.memoryJobs(), MEMORY_STEPS);
        }
    }

    @SuppressWarnings("try") // the other core works while the block does something else
    private double ceiling() throws Exception {
        double ceiling = 0;
        for (int batch : new int[] {1, 2, 4}) {
            double rate = bare.jobsPerSecond(batch, size.steps(), Math.max(4, size.jobs() / 6));
            report.line("%-44s %9.3f jobs/s", "bare denoise loop, batch " + batch, rate);
            ceiling = batch == BATCH ? rate : ceiling;
        }
        try (BusyCore other = new BusyCore()) {
            double beside = bare.jobsPerSecond(BATCH, size.steps(), Math.max(4, size.jobs() / 6));
            report.line("%-44s %9.3f jobs/s", "the same loop, batch " + BATCH + ", another core busy", beside);
            report.figure("shared_core_ratio", beside / ceiling);
        }
        return ceiling;
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

    /** Jobs per second while more wait; the first ones are not counted. */
    private double backlog(Traffic traffic) throws Exception {
        List<Traffic.Sent> sent = new ArrayList<>();
        for (int i = 0; i < size.jobs() + WARM; i++) {
            sent.add(traffic.send(Lane.LANE_BULK, size.steps()));
        }
        return rate(sent);
    }

    /** From the end of the last uncounted job to the end of the last one. */
    private static double rate(List<Traffic.Sent> sent) throws Exception {
        List<Long> ends = new ArrayList<>();
        for (Traffic.Sent job : sent) {
            ends.add(job.end());
        }
        ends.sort(null);
        int counted = ends.size() - WARM;
        return counted / ((ends.get(ends.size() - 1) - ends.get(WARM - 1)) / 1e9);
    }
}
