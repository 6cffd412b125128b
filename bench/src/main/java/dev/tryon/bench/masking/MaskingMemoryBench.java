/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.masking;

import dev.tryon.bench.FiguresFile;
import dev.tryon.bench.Machine;
import dev.tryon.bench.Report;
import dev.tryon.bench.ScratchFolder;
import dev.tryon.masking.photo.NativeOpenCv;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Core;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench masking-memory}: whether memory stays flat over many pictures. Other load does not change its figures. */
@Command(
        name = "masking-memory",
        description = "Watch memory on and beside the Java heap while many small pictures are prepared.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A heap of fixed size makes the figures exact:",
            "  TRYON_HEAP=512m TRYON_JAVA_OPTIONS=\"-Xms512m -XX:+AlwaysPreTouch\" tryon bench masking-memory"
        })
@SuppressWarnings("NullAway.Init")
public final class MaskingMemoryBench implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--photos", description = "Photos of people to use in place of the drawn ones.")
    private @Nullable Path photos;

    @Option(names = "--images", description = "How many pictures to prepare (default ${DEFAULT-VALUE}).")
    private int images = 10_000;

    @Mixin
    private FiguresFile figures;

    @Override
    public Integer call() throws Exception {
        if (images < MemoryWatch.MARKS) {
            throw new ParameterException(
                    spec.commandLine(), "--images must be " + MemoryWatch.MARKS + " or more, is " + images);
        }
        Report report = new Report(spec);
        Machine.facts().forEach((name, value) -> report.line("%-8s %s", name, value));
        NativeOpenCv.load();
        int threads = Core.getNumThreads();
        Core.setNumThreads(1);
        try (ScratchFolder scratch = ScratchFolder.create()) {
            new MemoryWatch(report).watch(BenchPhotos.of(photos, scratch.path(), 6), images);
        } finally {
            Core.setNumThreads(threads);
        }
        figures.write(report);
        return 0;
    }
}
