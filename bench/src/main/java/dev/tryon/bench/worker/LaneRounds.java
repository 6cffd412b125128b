/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.worker;

import dev.tryon.bench.Report;
import dev.tryon.bench.Samples;
import dev.tryon.v1.Lane;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What shoppers and campaigns cost each other: the bulk lane alone and with shoppers among it, by turns and never dry,
 * since the speed of a shared machine drifts by more within minutes than the two differ. Throughput is counted in denoise
 * steps, as the worker counts them: of jobs that are counted when they end, those that were half done at the end of a turn
 * would be missing. Used by one thread.
 */
final class LaneRounds {

    private static final int ROUNDS = 5;
    /** Bulk jobs that wait or run; more than end between two looks. */
    private static final int BACKLOG = 8;

    private final Report report;
    private final Traffic traffic;
    private final WorkerProcess worker;
    private final int steps;
    private final Deque<Traffic.Sent> bulk = new ArrayDeque<>();

    LaneRounds(Report report, Traffic traffic, WorkerProcess worker, int steps) {
        this.report = report;
        this.traffic = traffic;
        this.worker = worker;
        this.steps = steps;
    }

    /** How far the worker was at a moment of {@link System#nanoTime}. */
    private record Mark(long at, double jobSteps) {

        double stepsPerSecondUntil(Mark later) {
            return (later.jobSteps - jobSteps) / ((later.at - at) / 1e9);
        }
    }

    void measure(int shoppers) throws Exception {
        Samples unloaded = new Samples();
        for (int i = 0; i < shoppers; i++) {
            unloaded.add(traffic.send(Lane.LANE_INTERACTIVE, steps).milliseconds());
        }
        Samples loaded = new Samples();
        Samples ratios = new Samples();
        nextBulk();
        int rounds = Math.max(1, Math.min(ROUNDS, shoppers / 2));
        for (int round = 0; round < rounds; round++) {
            Mark begin = mark();
            for (int i = 0; i < 2 * shoppers / rounds; i++) { // about as long as with shoppers
                nextBulk();
            }
            Mark between = mark();
            for (int i = 0; i < shoppers / rounds; i++) {
                fill();
                loaded.add(traffic.send(Lane.LANE_INTERACTIVE, steps).milliseconds());
            }
            ratios.add(between.stepsPerSecondUntil(mark()) / begin.stepsPerSecondUntil(between));
        }
        for (Traffic.Sent job : bulk) {
            job.end();
        }
        report.row("interactive, unloaded", unloaded);
        report.row("interactive, bulk lane saturated", loaded);
        double ratio = loaded.quantile(0.95) / unloaded.quantile(0.95);
        report.line("%-44s %9.2f", "p95 over p95 (bar 2.5)", ratio);
        report.figure("interactive_p95_ratio", ratio);
        report.line(
                "%-44s %9.3f      %8.3f .. %-8.3f",
                "steps/s with both lanes over bulk alone (0.95)",
                ratios.median(),
                ratios.quantile(0),
                ratios.quantile(1));
        report.figure("interactive_throughput_ratio", ratios.median());
    }

    private Mark mark() throws IOException, InterruptedException {
        return new Mark(System.nanoTime(), worker.jobSteps());
    }

    /** Waits for the oldest bulk job. */
    private void nextBulk() throws Exception {
        fill();
        bulk.remove().end();
    }

    private void fill() {
        bulk.removeIf(Traffic.Sent::done);
        while (bulk.size() < BACKLOG) {
            bulk.add(traffic.send(Lane.LANE_BULK, steps));
        }
    }
}
