/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.v1.Expert;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class PolicyFingerprintTest {
    @Test
    void isThatOfTheMasksWhichShippedBundlesWereTrainedOn() {
        // A change here is a change of every mask: raise the policy's version and train the experts again.
        assertThat(PolicyFingerprint.of(MaskPolicies.of(Expert.EXPERT_TOP)))
                .isEqualTo("ea6995ec21374af928ceb2e5ec8cce5c0e7af9961900bb11e5c831fab838852a");
    }

    @Test
    void changesWithAnyValue() throws IOException {
        MaskPolicy other = MaskPolicies.parse(MaskPoliciesTest.top().replace("grow: 0.12", "grow: 0.13"));

        assertThat(PolicyFingerprint.of(other)).isNotEqualTo(PolicyFingerprint.of(MaskPolicies.of(Expert.EXPERT_TOP)));
    }

    @Test
    void ignoresCommentsAndTheOrderOfKeys() throws IOException {
        String yaml = MaskPoliciesTest.top().replaceAll("(?m)^ *#.*\n", "");
        String moved = yaml.replace("expert: top\nversion: 2\n", "version: 2\nexpert: top\n");

        assertThat(moved).isNotEqualTo(yaml);
        assertThat(PolicyFingerprint.of(MaskPolicies.parse(moved)))
                .isEqualTo(PolicyFingerprint.of(MaskPolicies.of(Expert.EXPERT_TOP)));
    }
}
