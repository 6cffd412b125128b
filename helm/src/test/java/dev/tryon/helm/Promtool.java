/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.helm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Prometheus' own checker (Debian: {@code apt-get install prometheus}). Stateless. */
final class Promtool {

    private Promtool() {}

    /** What it said and whether it was content. */
    record Verdict(boolean content, String text) {}

    static Verdict run(String command, String what, Path file) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("promtool", command, what, file.toString()));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Verdict(process.waitFor() == 0, text);
    }

    /** Skips a test where there is no promtool, and says so. */
    @SuppressWarnings("SystemOut") // whoever runs the build wants to read it
    static void require(String test) throws InterruptedException {
        boolean there;
        try {
            there = new ProcessBuilder("promtool", "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            there = false;
        }
        if (!there) {
            System.out.println(test + " skipped: no promtool on the PATH (Debian: apt-get install prometheus)");
        }
        Assumptions.assumeTrue(there, "no promtool on the PATH");
    }
}
