/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.experts.figures.DemoSamples;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RefusedBundleIT {

    private static final int EX_CONFIG = 78;

    @TempDir
    Path folder;

    @Test
    void refusesToStartWithBundleOfOtherMasksAndSaysWhatToDo() throws IOException {
        Path bundle = Files.createDirectories(folder.resolve("bundles").resolve("top"));
        try (Stream<Path> files = Files.list(Path.of("..", "..", "experts", "top"))) {
            for (Path file : files.toList()) {
                Files.copy(file, bundle.resolve(file.getFileName()));
            }
        }
        Path manifest = bundle.resolve("bundle.json");
        String other = "ab".repeat(32);
        Files.writeString(
                manifest,
                Files.readString(manifest).replaceAll("(\"policyFingerprint\"\\s*:\\s*\")[0-9a-f]{64}", "$1" + other));
        DemoSamples.Pair sample = DemoSamples.write(folder).get(0);
        StringWriter said = new StringWriter();
        CommandLine command = TryOnMain.commandLine().setErr(new PrintWriter(said));

        int exit = command.execute(
                "try",
                sample.person().toString(),
                sample.product().toString(),
                "--expert",
                "top",
                "--out",
                folder.resolve("result.png").toString(),
                "--bundles",
                folder.resolve("bundles").toString());

        assertThat(exit).isEqualTo(EX_CONFIG);
        assertThat(said.toString()).contains(other).contains("retrain the expert");
        assertThat(folder.resolve("result.png")).doesNotExist();
    }
}
