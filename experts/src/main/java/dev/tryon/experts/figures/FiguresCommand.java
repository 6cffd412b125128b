/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tryon experts figures}: draws pairs of product and person for training. */
@Command(
        name = "figures",
        description =
                "Draws pairs of a product and a person who wears it, with exact evidence. Same seed, same pictures.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class FiguresCommand implements Callable<Integer> {
    @Option(
            names = "--expert",
            defaultValue = "top",
            description = "For which expert: top, bottom, dress, shoes, eye, face or bg (default ${DEFAULT-VALUE}).")
    private String expert;

    @Option(names = "--count", defaultValue = "100", description = "How many (default ${DEFAULT-VALUE}).")
    private int count;

    @Option(
            names = "--first",
            defaultValue = "1",
            description = "Number of the first (default ${DEFAULT-VALUE}); to draw a set in parts.")
    private int first;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of the set (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--size",
            defaultValue = "480x640",
            description = "Photo size, WIDTHxHEIGHT (default ${DEFAULT-VALUE}).")
    private String size;

    @Option(names = "--no-before", description = "Do not write before.png, the person without the product.")
    private boolean withoutBefore;

    @Option(names = "--out", required = true, description = "Folder to write to.")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        FigureSampler sampler = new FigureSampler(Expert.named(expert), seed, PictureSize.parse(size));
        SampleWriter writer = new SampleWriter(out, !withoutBefore);
        PrintWriter console = spec.commandLine().getErr();
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            writer.write(first + i, sampler.sample(first + i));
            if ((i + 1) % 50 == 0 || i + 1 == count) {
                double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
                console.printf("%d of %d, %.1f/s%n", i + 1, count, (i + 1) / Math.max(0.001, seconds));
                console.flush();
            }
        }
        spec.commandLine().getOut().println(out);
        return 0;
    }
}
