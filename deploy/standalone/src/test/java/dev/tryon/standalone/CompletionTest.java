/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code tryon generate-completion} prints is understood by bash and completes what there is. */
class CompletionTest {
    @TempDir
    private Path folder;

    @Test
    void bashCompletesCommands() throws Exception {
        assertThat(completed("tryon", "")).contains("campaign", "why", "webhooks", "submit");
        assertThat(completed("tryon", "ca")).containsExactlyInAnyOrder("cancel", "campaign");
    }

    @Test
    void bashCompletesSubcommandsAndOptions() throws Exception {
        assertThat(completed("tryon", "campaign", "")).contains("validate", "submit", "pause");
        assertThat(completed("tryon", "campaign", "submit", "--we")).containsExactly("--weight");
        assertThat(completed("tryon", "campaign", "validate", "--format", "c")).containsExactly("csv");
    }

    private String[] completed(String... words) throws IOException, InterruptedException {
        StringWriter script = new StringWriter();
        TryOnMain.commandLine().setOut(new PrintWriter(script)).execute("generate-completion");
        Path file = Files.writeString(folder.resolve("completion.sh"), script.toString());
        // compopt is bash's own, and there only while it completes a line that somebody types.
        StringBuilder line = new StringBuilder("compopt() { :; }; source '" + file + "'; COMP_WORDS=(");
        for (String word : words) {
            line.append('\'').append(word).append("' ");
        }
        line.append("); COMP_CWORD=")
                .append(words.length - 1)
                .append("; _complete_tryon; printf '%s\\n' \"${COMPREPLY[@]}\"");
        Process bash = new ProcessBuilder("bash", "--norc", "-c", line.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(bash.getInputStream().readAllBytes(), UTF_8);
        assertThat(bash.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(bash.exitValue()).as(said).isZero();
        return said.lines().map(String::strip).filter(word -> !word.isEmpty()).toArray(String[]::new);
    }
}
