/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.worker;

import dev.tryon.bench.Report;
import dev.tryon.bench.Samples;
import dev.tryon.v1.Lane;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Sends a worker many short jobs and looks at its resident memory. The first quarter fills caches and heap; from the
 * second to the last it should stay what it is. Used by one thread.
 */
final class MemoryOfJobs {

    private static final int QUARTERS = 4;
    private static final int UNDER_WAY = 6;

    private final Report report;
    private final Traffic traffic;
    private final WorkerProcess worker;

    MemoryOfJobs(Report report, Traffic traffic, WorkerProcess worker) {
        this.report = report;
        this.traffic = traffic;
        this.worker = worker;
    }

    void watch(int jobs, int steps) throws Exception {
        if (jobs < QUARTERS) {
            return;
        }
        Samples[] quarters = {new Samples(), new Samples(), new Samples(), new Samples()};
        Deque<Traffic.Sent> underWay = new ArrayDeque<>();
        int sent = 0;
        for (int ended = 0; ended < jobs; ended++) {
            while (sent < jobs && underWay.size() < UNDER_WAY) {
                underWay.add(traffic.send(Lane.LANE_BULK, steps));
                sent++;
            }
            underWay.remove().end();
            quarters[(int) ((long) ended * QUARTERS / jobs)].add(worker.residentMebibytes());
        }
        for (int i = 0; i < QUARTERS; i++) {
            report.line(
                    "%-44s %9.0f MiB resident, median",
                    "jobs of quarter " + (i + 1) + " of " + jobs, quarters[i].median());
        }
        double growth = quarters[3].median() / quarters[1].median();
        report.line("%-44s %9.3f", "last quarter over the second (bar 1.05)", growth);
        report.figure("rss_growth", growth);
    }
}
