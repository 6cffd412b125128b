/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.policy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryon.v1.Expert;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MaskPoliciesTest {
    @Test
    void readsThePolicyOfTops() {
        MaskPolicy policy = MaskPolicies.of(Expert.EXPERT_TOP);

        assertThat(policy.expert()).isEqualTo("top");
        assertThat(policy.crop().canvas()).isEqualTo(new MaskPolicy.CanvasSize(384, 512));
        assertThat(policy.recipe()).isInstanceOf(UpperBody.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Expert.class,
            names = {"EXPERT_UNSPECIFIED", "UNRECOGNIZED"},
            mode = EnumSource.Mode.EXCLUDE)
    void everyExpertHasAPolicyOfItsName(Expert expert) {
        assertThat(MaskPolicies.has(expert)).isTrue();
        assertThat(MaskPolicies.of(expert).expert()).isEqualTo(MaskPolicies.name(expert));
    }

    @Test
    void saysThatAnExpertHasNoPolicy() {
        assertThatThrownBy(() -> MaskPolicies.of(Expert.EXPERT_UNSPECIFIED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unspecified");
    }

    @Test
    void rejectsAnUnknownKeyByName() throws IOException {
        String yaml = top().replace("grow: 0.12", "grow: 0.12\n  grwo: 0.1");

        assertThatThrownBy(() -> MaskPolicies.parse(yaml)).hasMessageContaining("grwo");
    }

    @Test
    void rejectsAMissingKeyByName() throws IOException {
        String yaml = top().replace("  grow: 0.12\n", "");

        assertThatThrownBy(() -> MaskPolicies.parse(yaml)).hasMessageContaining("grow");
    }

    @Test
    void rejectsAValueOutOfItsRange() throws IOException {
        String yaml = top().replace("grow: 0.12", "grow: 12");

        assertThatThrownBy(() -> MaskPolicies.parse(yaml)).hasMessageContaining("recipe.grow must be in [0.0, 1.0]");
    }

    static String top() throws IOException {
        try (InputStream stream =
                requireNonNull(MaskPolicies.class.getResourceAsStream("/dev/tryon/masking/policies/top.yaml"))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
