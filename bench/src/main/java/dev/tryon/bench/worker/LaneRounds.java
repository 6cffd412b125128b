/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.worker;

import dev.tryon.bench.Report;
import dev.tryon.bench.Samples;
import dev.tryon.v1.Lane;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What shoppers and campaigns cost each other: the bulk lane alone and with shoppers among it, by turns and never dry,
 * since the speed of a shared machine drifts by more within minutes than the two differ. Used by one thread.
 */
final class LaneRounds {

    private static final int ROUNDS = 5;
    /** Bulk jobs that wait or run; more than end between two looks. */
    private static final int BACKLOG = 8;

    private final Report report;
    private final Traffic traffic;
    private final int steps;
    private final List<Traffic.Sent> sent = new ArrayList<>();
    private final Deque<Traffic.Sent> bulk = new ArrayDeque<>();

    LaneRounds(Report report, Traffic traffic, int steps) {
        this.report = report;
        this.traffic = traffic;
        this.steps = steps;
    }

    /** A stretch of time between the ends of two jobs, in nanoseconds. */
    private record Stretch(long from, long to) {

        double jobsPerSecond(List<Long> ends) {
            long inside = ends.stream().filter(end -> end > from && end <= to).count();
            return inside / ((to - from) / 1e9);
        }
    }

    void measure(int shoppers) throws Exception {
        Samples unloaded = new Samples();
        for (int i = 0; i < shoppers; i++) {
            unloaded.add(traffic.send(Lane.LANE_INTERACTIVE, steps).milliseconds());
        }
        Samples loaded = new Samples();
        List<Stretch> alone = new ArrayList<>();
        List<Stretch> both = new ArrayList<>();
        long at = nextBulk();
        int rounds = Math.max(1, Math.min(ROUNDS, shoppers / 2));
        for (int round = 0; round < rounds; round++) {
            int ofRound = shoppers / rounds;
            long from = at;
            for (int i = 0; i < 2 * ofRound; i++) { // as many as end with a shopper's each
                at = nextBulk();
            }
            alone.add(new Stretch(from, at));
            from = at;
            for (int i = 0; i < ofRound; i++) {
                fill();
                Traffic.Sent shopper = traffic.send(Lane.LANE_INTERACTIVE, steps);
                sent.add(shopper);
                loaded.add(shopper.milliseconds());
                at = shopper.end();
            }
            both.add(new Stretch(from, at));
        }
        List<Long> ends = ends();
        report.row("interactive, unloaded", unloaded);
        report.row("interactive, bulk lane saturated", loaded);
        double ratio = loaded.quantile(0.95) / unloaded.quantile(0.95);
        report.line("%-44s %9.2f", "p95 over p95 (bar 2.5)", ratio);
        report.figure("interactive_p95_ratio", ratio);
        Samples ratios = new Samples();
        for (int round = 0; round < rounds; round++) {
            ratios.add(both.get(round).jobsPerSecond(ends) / alone.get(round).jobsPerSecond(ends));
        }
        report.line(
                "%-44s %9.3f      %8.3f .. %-8.3f",
                "jobs/s with both lanes over bulk alone (0.95)",
                ratios.median(),
                ratios.quantile(0),
                ratios.quantile(1));
        report.figure("interactive_throughput_ratio", ratios.median());
    }

    /** Waits for the oldest bulk job, and says when it ended. */
    private long nextBulk() throws Exception {
        fill();
        return bulk.remove().end();
    }

    private void fill() {
        bulk.removeIf(Traffic.Sent::done);
        while (bulk.size() < BACKLOG) {
            Traffic.Sent job = traffic.send(Lane.LANE_BULK, steps);
            bulk.add(job);
            sent.add(job);
        }
    }

    /** Of all that was sent, once all have ended. */
    private List<Long> ends() throws Exception {
        List<Long> ends = new ArrayList<>();
        for (Traffic.Sent job : sent) {
            ends.add(job.end());
        }
        return ends;
    }
}
