/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.proto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryon.v1.Expert;
import dev.tryon.v1.Lane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    @Test
    void namesTheSevenExperts() {
        assertThat(ExpertNames.all()).containsExactly("eye", "shoes", "face", "top", "bottom", "dress", "bg");
    }

    @Test
    void readsBackEveryExpertName() {
        assertThat(ExpertNames.experts())
                .allSatisfy(expert ->
                        assertThat(ExpertNames.expert(ExpertNames.name(expert))).hasValue(expert));
    }

    @Test
    void readsBackEveryLaneName() {
        assertThat(LaneNames.all()).containsExactly("interactive", "bulk");
        assertThat(LaneNames.lanes())
                .allSatisfy(
                        lane -> assertThat(LaneNames.lane(LaneNames.name(lane))).hasValue(lane));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "TOP", "EXPERT_TOP", "unspecified", "hat", "top "})
    void knowsNoOtherExpertName(String name) {
        assertThat(ExpertNames.expert(name)).isEmpty();
    }

    @Test
    void hasNoNameForWhatIsUnspecified() {
        assertThatThrownBy(() -> ExpertNames.name(Expert.EXPERT_UNSPECIFIED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("eye");
        assertThatThrownBy(() -> LaneNames.name(Lane.UNRECOGNIZED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bulk");
    }
}
