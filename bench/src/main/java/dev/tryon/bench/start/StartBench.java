/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.start;

import dev.tryon.bench.FiguresFile;
import dev.tryon.bench.Machine;
import dev.tryon.bench.Report;
import dev.tryon.bench.Samples;
import dev.tryon.bench.ScratchFolder;
import dev.tryon.bench.worker.BenchStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bench start}: how long the worker's image takes until it takes work, without a container runtime. */
@Command(
        name = "start",
        description = "How soon is a worker of the image ready, with its seven experts loaded and warm?",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "ROOT is made by deploy/docker/build --root ROOT. The worker runs in it as in a cluster: without rights, on a",
            "root that cannot be written to. Needs Linux and root.",
            "Figures: start_to_ready_seconds (median), image_megabytes.",
            "",
            "Example:",
            "  tryon bench start target/image-worker --json figures.json"
        })
@SuppressWarnings("NullAway.Init")
public final class StartBench implements Callable<Integer> {

    private static final double MEGABYTE = 1e6;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "ROOT",
            arity = "0..1",
            description = "Root folder of the worker's image (default ${DEFAULT-VALUE}).")
    private Path root = Path.of("target", "image-worker");

    @Option(names = "--runs", description = "Starts (default ${DEFAULT-VALUE}).")
    private int runs = 5;

    @Mixin
    private FiguresFile figures;

    @Override
    public Integer call() throws Exception {
        String whyNot = ImageRoot.whyNot();
        if (!whyNot.isEmpty()) {
            spec.commandLine().getErr().println("tryon bench start: " + whyNot);
            return CommandLine.ExitCode.SOFTWARE;
        }
        if (!Files.isDirectory(root)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "ROOT " + root + " is no folder; make it with deploy/docker/build --root " + root + " worker");
        }
        Report report = new Report(spec);
        Machine.facts().forEach((name, value) -> report.line("%-8s %s", name, value));
        ImageRoot image = new ImageRoot(root);
        for (String part : new String[] {"app/native", "app/lib", "app/jre", "app/experts", "app/classes.aot"}) {
            report.line("%-24s %7.1f MB", part, image.bytes(part) / MEGABYTE);
        }
        report.line("%-24s %7.1f MB", "image", image.bytes() / MEGABYTE);
        Samples starts = new Samples();
        try (ScratchFolder scratch = ScratchFolder.create();
                BenchStack stack = BenchStack.start(scratch.path().resolve("stack"))) {
            for (int run = 0; run < runs; run++) {
                try (ImageRun worker =
                        ImageRun.start(image, stack, scratch.path().resolve("worker.log"))) {
                    starts.add(worker.startToReady().toNanos() / 1e6);
                }
            }
        }
        report.row("start to ready", starts);
        report.figure("start_to_ready_seconds", starts.median() / 1000);
        report.figure("image_megabytes", image.bytes() / MEGABYTE);
        figures.write(report);
        return CommandLine.ExitCode.OK;
    }
}
