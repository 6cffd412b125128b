/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.masking.policy.MaskPolicies;
import dev.tryon.masking.policy.QualityGate;
import dev.tryon.v1.Expert;
import org.junit.jupiter.api.Test;

class MaskReportTest {
    private final QualityGate gate = MaskPolicies.of(Expert.EXPERT_TOP).gate();

    @Test
    void acceptsWithoutRemarks() {
        MaskReport report = MaskReport.judge(new MaskReport.Measures(0.3, 1, 0.95, 0.95, 0), gate);

        assertThat(report.verdict()).isEqualTo(MaskReport.Verdict.ACCEPTED);
        assertThat(report.remarks()).isEmpty();
    }

    @Test
    void warnsWithAReasonThatPeopleUnderstand() {
        MaskReport report = MaskReport.judge(new MaskReport.Measures(0.3, 1, 0.4, 0.95, 0), gate);

        assertThat(report.verdict()).isEqualTo(MaskReport.Verdict.WARNED);
        assertThat(report.remarks()).containsExactly("the detectors are only 40 % sure of what they see");
    }

    @Test
    void keepsTheWorstVerdict() {
        MaskReport report = MaskReport.judge(new MaskReport.Measures(0.001, 9, 0.4, 0.95, 0), gate);

        assertThat(report.verdict()).isEqualTo(MaskReport.Verdict.FAILED);
        assertThat(report.remarks()).hasSize(3);
    }
}
