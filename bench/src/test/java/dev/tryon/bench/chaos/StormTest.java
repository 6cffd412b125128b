/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StormTest {

    private static final List<Fault> ALL = List.of(Fault.values());

    @Test
    void isTheSameForASeedAndAnotherForAnother() {
        assertThat(Storm.of(7, ALL, 3)).isEqualTo(Storm.of(7, ALL, 3)).isNotEqualTo(Storm.of(8, ALL, 3));
    }

    @Test
    void leavesNoKindOut() {
        assertThat(Storm.of(1, ALL, 2).blows())
                .hasSize(2 * ALL.size())
                .extracting(Storm.Blow::fault)
                .containsAll(ALL);
    }

    @Test
    void freezesForLongerThanALeaseLasts() {
        assertThat(Storm.of(1, List.of(Fault.FREEZE_WORKER), 50).blows())
                .extracting(Storm.Blow::lasts)
                .allMatch(lasts -> lasts.compareTo(Duration.ofSeconds(15)) > 0)
                .allMatch(lasts -> lasts.compareTo(Duration.ofSeconds(60)) <= 0);
    }
}
