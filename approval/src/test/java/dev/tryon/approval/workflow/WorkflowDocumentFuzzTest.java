/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tryon.v1.Quality;
import java.util.List;

/** Whatever text comes as a workflow, it is one that can be followed, or is refused with a reason; nothing else happens. */
class WorkflowDocumentFuzzTest {

    private static final String WHOLE = """
            name: two
            results:
              - stage: quality
                automatic: {seam-gradient: {maximum: 2}, sharpness: {minimum: 0.1}}
                otherwise: reject
              - {stage: brand, rule: quorum 2, roles: [brand, lead], due: 2d, escalate-to: [boss]}
            products:
              - {stage: product, rule: all, roles: [assets]}
            """;

    /** What YAML can say in a place where nobody expects it. */
    private static final List<String> ODD = List.of(
            "~",
            "[]",
            "{}",
            "[~]",
            "{~: ~}",
            "-1",
            "1e999",
            ".nan",
            "99999999999999999999",
            "&a",
            "*a",
            "!!set",
            "? ",
            "PT9999999999999H",
            "\"\"",
            "quorum 99999999999",
            "---\n",
            "|\n");

    @FuzzTest(maxDuration = "20s")
    void anyTextIsAWorkflowOrAReason(FuzzedDataProvider data) {
        String text = data.consumeBoolean() ? data.consumeString(1_000) : damaged(data);

        try {
            Workflow workflow = WorkflowDocument.parse(text, 1);
            for (ItemKind kind : ItemKind.values()) {
                for (Stage stage : workflow.stages(kind)) {
                    assertThat(workflow.stage(kind, stage.name())).hasValue(stage);
                    stage.thresholds().forEach(threshold -> threshold.breach(Quality.getDefaultInstance()));
                }
            }
        } catch (InvalidWorkflowException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    private static String damaged(FuzzedDataProvider data) {
        StringBuilder text = new StringBuilder(WHOLE);
        for (int wounds = data.consumeInt(1, 4); wounds > 0; wounds--) {
            int from = data.consumeInt(0, text.length() - 1);
            int to = Math.min(text.length(), from + data.consumeInt(0, 12));
            text.replace(from, to, data.consumeBoolean() ? data.pickValue(ODD) : data.consumeString(8));
        }
        return text.toString();
    }
}
