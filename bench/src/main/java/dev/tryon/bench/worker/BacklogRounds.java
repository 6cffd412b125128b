/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.worker;

import dev.tryon.bench.Report;
import dev.tryon.bench.Samples;
import dev.tryon.v1.Lane;
import java.util.ArrayList;
import java.util.List;

/**
 * What is lost around the denoise loop: the whole worker under backlog and the bare loop, by turns, since the speed of a
 * shared machine drifts by more within minutes than the two differ, and on the same core. Used by one thread.
 */
final class BacklogRounds {

    private static final int ROUNDS = 5;
    /** Jobs at the start of a round that are not counted: those behind them were not waiting when they began. */
    private static final int FIRST = 3;

    private final Report report;
    private final BareLoop bare;
    private final Traffic traffic;
    private final WorkerProcess worker;
    private final int steps;

    BacklogRounds(Report report, BareLoop bare, Traffic traffic, WorkerProcess worker, int steps) {
        this.report = report;
        this.bare = bare;
        this.traffic = traffic;
        this.worker = worker;
        this.steps = steps;
    }

    /** Each round between two runs of the bare loop, against the mean of both. */
    void measure(int batch, int jobs) throws Exception {
        Samples ceilings = new Samples();
        Samples rates = new Samples();
        Samples busy = new Samples();
        Samples ratios = new Samples();
        int rounds = Math.max(1, Math.min(ROUNDS, jobs / 4));
        double before = bare.jobsPerSecond(batch, steps, jobs / rounds);
        ceilings.add(before);
        for (int round = 0; round < rounds; round++) {
            Round worked = backlog(jobs / rounds);
            double after = bare.jobsPerSecond(batch, steps, jobs / rounds);
            ceilings.add(after);
            rates.add(worked.jobsPerSecond);
            busy.add(worked.busy);
            ratios.add(2 * worked.jobsPerSecond / (before + after));
            before = after;
        }
        row("bare denoise loop between, jobs/s", ceilings);
        row("whole worker under backlog, jobs/s", rates);
        row("share of that time with a step under way", busy);
        row("efficiency (bar 0.92)", ratios);
        report.figure("efficiency", ratios.median());
    }

    private void row(String what, Samples samples) {
        report.line(
                "%-44s %9.3f      %8.3f .. %-8.3f n=%d",
                what, samples.median(), samples.quantile(0), samples.quantile(1), samples.count());
    }

    /** @param busy share of the time in which the device took a step */
    private record Round(double jobsPerSecond, double busy) {}

    /** From the end of the last uncounted job to the end of the last one. */
    private Round backlog(int jobs) throws Exception {
        List<Traffic.Sent> sent = new ArrayList<>();
        for (int i = 0; i < FIRST + jobs; i++) {
            sent.add(traffic.send(Lane.LANE_BULK, steps));
        }
        Mark first = mark(sent.subList(0, FIRST));
        Mark last = mark(sent);
        double seconds = (last.at - first.at) / 1e9;
        return new Round(jobs / seconds, (last.busySeconds - first.busySeconds) / seconds);
    }

    /** Seconds for which the device had taken steps, at a moment of {@link System#nanoTime}. */
    private record Mark(long at, double busySeconds) {}

    /** When all of them have ended. */
    private Mark mark(List<Traffic.Sent> jobs) throws Exception {
        for (Traffic.Sent job : jobs) {
            job.end();
        }
        return new Mark(System.nanoTime(), worker.busySeconds());
    }
}
