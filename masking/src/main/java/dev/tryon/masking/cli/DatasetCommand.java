/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.cli;

import dev.tryon.masking.dataset.TrainingSetBuilder;
import dev.tryon.masking.dataset.TrainingSetOptions;
import dev.tryon.masking.policy.MaskPolicies;
import dev.tryon.masking.policy.MaskPolicy;
import dev.tryon.v1.Expert;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mask dataset}: training shards from pairs, with simulated users. */
@Command(
        name = "dataset",
        description = "Build a training set from pairs of a person wearing a product and the product.",
        mixinStandardHelpOptions = true)
final class DatasetCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "PAIRS_DIR", description = "Folders with photo.png, product.png and evidence.json.")
    private Path pairs = Path.of(".");

    @Option(
            names = "--expert",
            defaultValue = "top",
            converter = Experts.class,
            completionCandidates = Experts.class,
            description = "One of ${COMPLETION-CANDIDATES} (default top).")
    private Expert expert = Expert.EXPERT_TOP;

    @Option(names = "--out", required = true, paramLabel = "SHARDS_DIR", description = "Where the shards go.")
    private Path out = Path.of(".");

    @Option(names = "--seed", defaultValue = "0", description = "Of all chance (default 0).")
    private long seed;

    @Option(
            names = "--jitter",
            defaultValue = "1",
            description = "Strength of the simulated users, 0 to 1 (default 1); 0 is exactly production.")
    private double jitter;

    @Option(names = "--scale", defaultValue = "1", description = "Canvas pixels per training pixel (default 1).")
    private int scale;

    @Option(names = "--shard-size", defaultValue = "256", description = "Pairs per file (default 256).")
    private int shardSize;

    @Option(
            names = "--format",
            defaultValue = "safetensors",
            description = "safetensors (default) or webdataset, a tar of NumPy arrays.")
    private String format = "safetensors";

    @Option(names = "--threads", description = "Default: one per processor.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Mixin
    private ParserOption parser = new ParserOption();

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandSpec command = spec;
        if (command == null) {
            throw new IllegalStateException("picocli sets spec before it calls a command");
        }
        TrainingSetOptions options;
        try {
            options = new TrainingSetOptions(seed, jitter, scale, shardSize, threads, format());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
        }
        PrintWriter writer = command.commandLine().getOut();
        Progress progress = Progress.on(writer, "pairs", TrainingSetBuilder.count(pairs));
        int[] before = {0};
        var summary = builder(options).build(pairs, out, (done, shards, count, rejected, kept) -> {
            int more = count + rejected - before[0];
            before[0] += more;
            if (kept) {
                progress.found(more);
            } else {
                progress.done(more);
            }
            String pace = progress.pace();
            progress.say("shard %d/%d, %d pairs, %d rejected%s%s"
                    .formatted(
                            done,
                            shards,
                            count,
                            rejected,
                            pace.isEmpty() ? "" : ", " + pace,
                            kept ? " (was there)" : ""));
        });
        progress.end();
        writer.printf(
                "%d shards with %d pairs in %s (%d rejected)%n",
                summary.shards(), summary.pairs(), out, summary.rejected());
        return 0;
    }

    private TrainingSetBuilder builder(TrainingSetOptions options) throws IOException {
        MaskPolicy policy = MaskPolicies.of(expert);
        return parser.folder().isPresent()
                ? TrainingSetBuilder.withParser(policy, options, parser.folder().get())
                : new TrainingSetBuilder(policy, options);
    }

    private TrainingSetOptions.Format format() {
        return switch (format) {
            case "safetensors" -> TrainingSetOptions.Format.SAFETENSORS;
            case "webdataset" -> TrainingSetOptions.Format.WEBDATASET;
            default -> throw new IllegalArgumentException("--format must be safetensors or webdataset, is " + format);
        };
    }
}
