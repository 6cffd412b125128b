/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private final StringWriter text = new StringWriter();
    private long now = 5;

    @Test
    void drawsABarWithRateAndTimeLeftAtATerminal() {
        ProgressLine line = new ProgressLine(new PrintWriter(text), true, () -> now);
        pass(10);

        line.show(1000, OptionalDouble.of(0.25), "rows");

        assertThat(text).hasToString("\r\u001b[K[######------------------]  25 %  1,000 rows  100.0/s  30 s left");
    }

    @Test
    void writesOverItsLineAndTakesItAway() {
        ProgressLine line = new ProgressLine(new PrintWriter(text), true, () -> now);
        pass(1);
        line.show(1, OptionalDouble.empty(), "rows");
        pass(1);
        line.show(2, OptionalDouble.empty(), "rows");
        line.clear();

        assertThat(text).hasToString("\r\u001b[K1 rows  1.0/s\r\u001b[K2 rows  1.0/s\r\u001b[K");
    }

    @Test
    void printsPlainLinesNowAndThenWithoutATerminal() {
        ProgressLine line = new ProgressLine(new PrintWriter(text), false, () -> now);
        for (int second = 1; second <= 25; second++) {
            pass(1);
            line.show(second * 50L, OptionalDouble.of(second / 100.0), "rows");
        }
        line.clear();

        assertThat(text.toString().lines())
                .containsExactly(
                        "[##----------------------]  10 %  500 rows  50.0/s  1 min 30 s left",
                        "[#####-------------------]  20 %  1,000 rows  50.0/s  1 min 20 s left");
    }

    @Test
    void saysThatWorkStandsStill() {
        ProgressLine line = new ProgressLine(new PrintWriter(text), false, () -> now);
        pass(20);
        line.show(100, OptionalDouble.of(0.5), "rows");
        for (int i = 0; i < 4; i++) {
            pass(11);
            line.show(100, OptionalDouble.of(0.5), "rows");
        }

        assertThat(text.toString().lines().reduce((first, second) -> second))
                .contains("[############------------]  50 %  100 rows  0.0/s");
    }

    private void pass(int seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
    }
}
