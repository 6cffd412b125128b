/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ResultFingerprintTest {

    @Test
    void dependsOnEveryPartButNotOnOrder() {
        String one = new ResultFingerprint().with("a", 1).with("b", 2).hex();

        assertThat(new ResultFingerprint().with("b", 2).with("a", 1).hex()).isEqualTo(one);
        assertThat(new ResultFingerprint().with("a", 1).with("b", 3).hex()).isNotEqualTo(one);
        assertThat(new ResultFingerprint().with("a", 1).hex()).isNotEqualTo(one);
    }

    @Test
    void neverReadsTwoListsOfPartsAlike() {
        assertThat(new ResultFingerprint().with("a", "1b:1:2").hex())
                .isNotEqualTo(
                        new ResultFingerprint().with("a", "1").with("b", "2").hex());
    }

    @Test
    void refusesPartTwice() {
        assertThatThrownBy(() -> new ResultFingerprint().with("a", 1).with("a", 2))
                .hasMessageContaining("a is in the fingerprint");
    }
}
