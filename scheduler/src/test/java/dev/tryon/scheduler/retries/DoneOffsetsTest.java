/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.retries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DoneOffsetsTest {

    @Test
    void positionStandsAtTheFirstThatIsNotDone() {
        DoneOffsets done = DoneOffsets.from(10);
        done.add(12);
        done.add(11);
        assertThat(done.position()).isEqualTo(10);
        done.add(10);
        assertThat(done.position()).isEqualTo(13);
        assertThat(done.text()).isEmpty();
    }

    @Test
    void whatIsWrittenIsReadAgainWhateverTheOrder() {
        List<Long> offsets = new ArrayList<>();
        for (long i = 1_000_000_000_000L; i < 1_000_000_002_000L; i++) {
            offsets.add(i);
        }
        Collections.shuffle(offsets, new Random(5));
        DoneOffsets done = DoneOffsets.from(1_000_000_000_000L);
        for (int i = 0; i < offsets.size(); i++) {
            done.add(offsets.get(i));
            DoneOffsets read = DoneOffsets.of(done.position(), done.text());
            assertThat(read.contains(offsets.get(i))).isTrue();
            int next = i + 1;
            if (next < offsets.size()) {
                assertThat(read.contains(offsets.get(next))).isFalse();
            }
        }
        assertThat(done.position()).isEqualTo(1_000_000_002_000L);
    }

    @Test
    void aDamagedNoteIsRefused() {
        assertThatThrownBy(() -> DoneOffsets.of(3, "gA==")).isInstanceOf(IllegalArgumentException.class);
    }
}
