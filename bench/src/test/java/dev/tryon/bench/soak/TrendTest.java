/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrendTest {

    private static final double NOISE = 24;

    @Test
    void findsALeakOfEveryJob() {
        assertThat(trend(i -> 300 + i).grows(NOISE)).isTrue();
    }

    @Test
    void findsALeakUnderASaw() {
        assertThat(trend(i -> 300 + 2 * i + 100 * (i % 7)).grows(NOISE)).isTrue();
    }

    @Test
    void takesWhatFillsUpBeforeTheMiddleForNone() {
        assertThat(trend(i -> 500 - 400 * Math.exp(-i / 20.0)).grows(NOISE)).isFalse();
    }

    @Test
    void takesASawForNone() {
        assertThat(trend(i -> 300 + 60 * (i % 11)).grows(NOISE)).isFalse();
    }

    @Test
    void takesAFewMoreForNone() {
        assertThat(trend(i -> i < 150 ? 20 : 23).grows(4)).isFalse();
        assertThat(trend(i -> i < 150 ? 20 : 25).grows(4)).isTrue();
    }

    @Test
    void refusesToSayAnythingOfAFewSamples() {
        assertThatThrownBy(() -> Trend.of(List.of(1.0, 2.0))).hasMessageContaining("2 samples are too few");
    }

    private static Trend trend(IntToDoubleFunction value) {
        return Trend.of(IntStream.range(0, 200).mapToDouble(value).boxed().toList());
    }
}
