/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.worker;

import dev.tryon.bench.FiguresFile;
import dev.tryon.bench.Machine;
import dev.tryon.bench.Report;
import dev.tryon.bench.ScratchFolder;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code bench worker}. The device is libtorch on one thread, so that the other cores stand for those of a GPU machine:
 * they fetch, mask, encode and announce, and the figures say whether the device waits for them.
 */
@Command(
        name = "worker",
        description = "Is the device ever idle, do shoppers wait for campaigns, does memory grow?",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Figures: efficiency (worker's jobs/s over the bare denoise loop's, by turns), shared_core_ratio (that loop's",
            "jobs/s while another core is busy over while it idles: what the machine takes, whatever the worker does),",
            "interactive_p95_ratio (with the bulk lane saturated over unloaded), interactive_throughput_ratio (denoise steps/s",
            "with interactive jobs among bulk ones over without),",
            "djl_vs_python (Python's time of a denoiser forward over that here), rss_growth (resident memory of",
            "the last quarter of the jobs over the second's).",
            "",
            "Examples:",
            "  tryon bench worker --json figures.json",
            "  tryon bench worker --python venv/bin/python --memory-jobs 0",
            "  tryon bench worker --quick"
        })
@SuppressWarnings("NullAway.Init")
public final class WorkerBench implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--bundle", description = "The bundle of expert top; default: the project's.")
    private @Nullable Path bundle;

    @Option(
            names = "--steps",
            description = "Denoise steps of a job (default ${DEFAULT-VALUE}: three to four seconds on a CPU).")
    private int steps = 120;

    @Option(names = "--jobs", description = "Jobs of each throughput run (default ${DEFAULT-VALUE}).")
    private int jobs = 40;

    @Option(names = "--interactive", description = "Interactive jobs of each latency run (default ${DEFAULT-VALUE}).")
    private int interactive = 20;

    @Option(names = "--memory-jobs", description = "Jobs to watch memory over (default ${DEFAULT-VALUE}).")
    private int memoryJobs = 2000;

    @Option(names = "--python", description = "A Python that has torch (default ${DEFAULT-VALUE}).")
    private String python = "python3";

    @Option(names = "--quick", description = "A smoke run: few jobs of few steps.")
    private boolean quick;

    @Mixin
    private FiguresFile figures;

    @Override
    public Integer call() throws Exception {
        if (steps < 1 || jobs < 4 || interactive < 2 || memoryJobs < 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--steps must be 1 or more, --jobs 4, --interactive 2, --memory-jobs 0; are " + steps + ", " + jobs
                            + ", " + interactive + ", " + memoryJobs);
        }
        Path folder = bundle == null ? projectBundle() : bundle;
        Report report = new Report(spec);
        Machine.facts().forEach((name, value) -> report.line("%-8s %s", name, value));
        Size size = quick ? new Size(4, 6, 2, 8) : new Size(steps, jobs, interactive, memoryJobs);
        BareLoop bare = new BareLoop(folder, 1);
        new Forwards(report, bare, new PythonForward(python, 1)).measure(quick ? 1 : 15, quick ? 10 : 60);
        try (ScratchFolder scratch = ScratchFolder.create()) {
            new WorkerRuns(report, bare, folder, size).measure(scratch.path());
        }
        figures.write(report);
        return 0;
    }

    private Path projectBundle() {
        return Optional.ofNullable(System.getenv("TRYON_HOME"))
                .map(home -> Path.of(home, "experts", "top"))
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "--bundle is not given and TRYON_HOME is not set; name the bundle of top"));
    }

    /** How much of each. */
    record Size(int steps, int jobs, int interactive, int memoryJobs) {}
}
