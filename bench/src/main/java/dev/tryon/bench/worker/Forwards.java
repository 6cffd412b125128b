/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.worker;

import dev.tryon.bench.Report;
import dev.tryon.bench.Samples;
import java.util.Optional;

/** Holds a forward of the denoiser here against the same in Python, in turns. Used by one thread. */
final class Forwards {

    private final Report report;
    private final BareLoop bare;
    private final PythonForward python;

    Forwards(Report report, BareLoop bare, PythonForward python) {
        this.report = report;
        this.bare = bare;
        this.python = python;
    }

    void measure(int rounds, int count) throws Exception {
        Optional<String> missing = python.missing();
        if (missing.isPresent()) {
            report.line("djl_vs_python is left out: %s; name a Python that has it with --python", missing.get());
            return;
        }
        Samples ours = new Samples();
        Samples steps = new Samples();
        Samples theirs = new Samples();
        Samples ratios = new Samples();
        for (int round = 0; round < rounds; round++) {
            double here = bare.forwards(count).median();
            double there = python.milliseconds(bare.bundle(), count);
            ours.add(here);
            theirs.add(there);
            ratios.add(there / here);
            steps.add(bare.steps(count).median());
        }
        report.row("whole denoise step here, one job, one thread", steps);
        report.row("denoiser forward here", ours);
        report.row("denoiser forward in Python, the same file", theirs);
        report.line(
                "%-44s %9.2f      %8.2f .. %-8.2f",
                "Python over here (bar 0.95)", ratios.median(), ratios.quantile(0), ratios.quantile(1));
        report.figure("djl_vs_python", ratios.median());
    }
}
