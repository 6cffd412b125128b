/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A Python that has torch and numpy: {@code TRYON_PYTHON}, else {@code python3}. Tests that need it are skipped, and say so, where there is none. */
final class TorchPython {
    private static final Path SCRIPTS = Path.of("..", "..", "experts", "training");

    private final String command;

    private TorchPython(String command) {
        this.command = command;
    }

    static TorchPython orSkip() throws InterruptedException {
        String command = Optional.ofNullable(System.getenv("TRYON_PYTHON")).orElse("python3");
        Optional<String> missing = missing(command);
        missing.ifPresent(reason -> {
            String message = "skipped: " + reason
                    + "; pip install -r experts/training/requirements.txt, or name another by TRYON_PYTHON";
            System.out.println(message);
            Assumptions.abort(message);
        });
        return new TorchPython(command);
    }

    private static Optional<String> missing(String command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command, "-c", "import numpy, torch")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0 ? Optional.empty() : Optional.of(command + " has no torch and numpy");
        } catch (IOException e) {
            return Optional.of("there is no " + command);
        }
    }

    /** Runs a script of experts/training, which must end well; returns what it said. */
    String run(Path log, String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(command, "-W", "ignore"));
        line.addAll(List.of(arguments));
        File said = log.toFile();
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(SCRIPTS.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said);
        // What runs these tests has just been built.
        builder.environment().put("TRYON_NO_BUILD", "1");
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        Process process = builder.start();
        boolean ended = process.waitFor(20, TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly();
        }
        String output = Files.readString(log);
        assertThat(ended).as(output).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
