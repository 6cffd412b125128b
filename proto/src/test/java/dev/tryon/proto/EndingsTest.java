/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.proto;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndingsTest {
    @ParameterizedTest
    @CsvSource({
        "accepted,false",
        "started,false",
        "progress,false",
        "completed,true",
        "failed,true",
        "expired,true",
        "cancelled,true",
        "dead_lettered,true"
    })
    void onlyFiveKindsEndARequest(String kind, boolean ends) {
        assertThat(ContractSamples.events())
                .hasSize(8)
                .hasEntrySatisfying(
                        kind, event -> assertThat(Endings.ends(event)).isEqualTo(ends));
    }
}
