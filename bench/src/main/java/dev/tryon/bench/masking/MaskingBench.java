/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.masking;

import dev.tryon.bench.FiguresFile;
import dev.tryon.bench.Machine;
import dev.tryon.bench.Report;
import dev.tryon.bench.ScratchFolder;
import dev.tryon.masking.photo.NativeOpenCv;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Core;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code bench masking}: how long evidence, mask, crop and stitch take on one core, beside decoding the same photo from
 * JPEG and encoding it as PNG, which every try-on has to do anyway.
 */
@Command(
        name = "masking",
        description = "Time evidence, mask, crop and stitch on one core.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  tryon bench masking",
            "  tryon bench masking --photos photos --json figures.json",
            "  tryon bench masking --quick"
        })
@SuppressWarnings("NullAway.Init")
public final class MaskingBench implements Callable<Integer> {
    /** Megapixels and the largest median in milliseconds that the project asks of itself. */
    private static final List<Size> SIZES =
            List.of(new Size("0_8mp", 0.79, 300), new Size("1_6mp", 1.6, 450), new Size("24mp", 24, 1200));

    @Spec
    private CommandSpec spec;

    @Option(names = "--photos", description = "Photos of people to use in place of the drawn ones.")
    private @Nullable Path photos;

    @Option(names = "--rounds", description = "How often each photo is timed (default ${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(names = "--quick", description = "A smoke run: two photos once.")
    private boolean quick;

    @Mixin
    private FiguresFile figures;

    private record Size(String name, double megapixels, double bar) {}

    @Override
    public Integer call() throws Exception {
        if (rounds < 1) {
            throw new ParameterException(spec.commandLine(), "--rounds must be 1 or more, is " + rounds);
        }
        Report report = new Report(spec);
        try (ScratchFolder scratch = ScratchFolder.create()) {
            measure(report, BenchPhotos.of(photos, scratch.path(), quick ? 2 : 6));
        }
        figures.write(report);
        return 0;
    }

    private void measure(Report report, List<BenchPhotos.Picture> pictures) throws Exception {
        Machine.facts().forEach((name, value) -> report.line("%-8s %s", name, value));
        report.line("%d photos, one core", pictures.size());
        report.line("%-44s %9s      %8s    %-8s", "", "median", "10 %", "90 %");
        NativeOpenCv.load();
        int threads = Core.getNumThreads();
        Core.setNumThreads(1);
        try (StageTimes times = new StageTimes(report)) {
            for (Size size : SIZES) {
                times.measure(size.name, size.megapixels, size.bar, pictures, quick ? 1 : rounds);
            }
        } finally {
            Core.setNumThreads(threads);
        }
    }
}
