/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.start;

import dev.tryon.bench.ScratchFolder;
import dev.tryon.bench.worker.BenchStack;
import dev.tryon.v1.TryOnEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Part of the image's build: runs the worker out of the root folder that {@code Assemble} laid out, lets it do one try-on and
 * stop; at its end the JVM writes what it has loaded and linked to an archive in that folder. From the archive the image
 * starts in a fraction of the time. The JVM holds the archive's users to the same paths, hence the folder is entered.
 *
 * <p>Usage: {@code java -cp CLASS_PATH_OF_STANDALONE dev.tryon.bench.start.RehearsalMain ROOT}
 */
public final class RehearsalMain {

    private static final String ARCHIVE = "app/classes.aot";
    private static final String OPTIONS = "app/rehearsal.options";

    private RehearsalMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        rehearse(new ImageRoot(Path.of(arguments[0])));
        System.exit(0); // whatever an embedded server still runs
    }

    /** Writes the archive. */
    public static void rehearse(ImageRoot root) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(Files.readAllLines(root.folder().resolve("app/options")));
        options.removeIf(option -> option.startsWith("-XX:AOTCache="));
        options.add(0, "-XX:AOTCacheOutput=/" + ARCHIVE);
        Path optionFile = Files.write(root.folder().resolve(OPTIONS), options);
        try (ScratchFolder scratch = ScratchFolder.create();
                BenchStack stack = BenchStack.start(scratch.path().resolve("stack"))) {
            Path log = scratch.path().resolve("worker.log");
            try (ImageRun run = ImageRun.rehearse(root, "/" + OPTIONS, stack, log)) {
                TryOnEvent end = run.tryOn();
                run.stop();
                if (!end.hasCompleted() || !Files.exists(root.folder().resolve(ARCHIVE))) {
                    throw new IOException(
                            "no archive was written; the try-on ended as " + end + "\n" + Files.readString(log));
                }
            }
        } finally {
            Files.delete(optionFile);
        }
    }
}
