/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final StringWriter out = new StringWriter();
    private long now;

    private Progress progress(boolean terminal, int total) {
        return new Progress(new PrintWriter(out), terminal, () -> now, "photos", total);
    }

    @Test
    void saysRateAndTimeLeft() {
        Progress progress = progress(true, 40);

        now = 5_000_000_000L;
        progress.done(10);
        progress.say("ten");

        assertThat(progress.pace()).isEqualTo("2.0 photos/s, 15 s left");
        assertThat(out.toString())
                .contains("ten")
                .endsWith("[#######.......................] 10/40 2.0 photos/s, 15 s left");
    }

    @Test
    void takesWhatWasThereBeforeForNoWork() {
        Progress progress = progress(true, 400);

        progress.found(300);
        progress.say("found");
        assertThat(progress.pace()).isEmpty();
        now = 10_000_000_000L;
        progress.done(10);
        progress.say("ten");

        assertThat(progress.pace()).isEqualTo("1.0 photos/s, 1 min 30 s left");
    }

    @Test
    void printsPlainLinesWhereThereIsNoTerminal() {
        Progress progress = progress(false, 2);

        progress.done(1);
        progress.say("one");
        progress.end();

        assertThat(out.toString()).isEqualTo("one" + System.lineSeparator());
    }
}
