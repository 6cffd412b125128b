/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryon.v1.Quality;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkflowDocumentTest {

    private static final String TWO_STAGES = """
            name: two
            results:
              - stage: quality
                automatic:
                  seam-gradient: {maximum: 2}
                otherwise: reject
              - stage: brand
                rule: quorum 2
                roles: [brand, lead]
                due: 2d
                escalate-to: [boss]
            products:
              - stage: product
                rule: all
                roles: [assets, legal]
            """;

    @Test
    void readsStagesRulesAndTimes() {
        Workflow workflow = WorkflowDocument.parse(TWO_STAGES, 3);

        assertThat(workflow.version()).isEqualTo(3);
        assertThat(workflow.stages(ItemKind.RESULT)).extracting(Stage::name).containsExactly("quality", "brand");
        assertThat(workflow.stages(ItemKind.SUBJECT)).isEmpty();
        Stage brand = workflow.stage(ItemKind.RESULT, "brand").orElseThrow();
        assertThat(brand.due()).isEqualTo(Duration.ofDays(2));
        assertThat(brand.rule()).isEqualTo(new Rule(Rule.Kind.QUORUM, 2));
        assertThat(brand.people().escalateTo()).containsExactly("boss");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "rule: quorum 2 | rule: most | none of: any, all, quorum N",
                "due: 2d | due: soon | no duration",
                "seam-gradient | beauty | 'beauty' is no measure",
                "{maximum: 2} | {minimum: 3, maximum: 2} | above the maximum",
                "{maximum: 2} | {maximum: NaN} | must be finite numbers",
                "{maximum: 2} | ~ | not a workflow",
                "[brand, lead] | [brand, ~] | not a workflow",
                "stage: brand | stage: quality | stands there twice",
                "otherwise: reject | otherwise: pray | neither review nor reject",
                "roles: [brand, lead] | rolls: [brand] | Unrecognized field",
                "roles: [assets, legal] | roles: [] | name the roles"
            })
    void saysWhatIsWrong(String good, String bad, String message) {
        assertThat(TWO_STAGES).contains(good);

        assertThatThrownBy(() -> WorkflowDocument.parse(TWO_STAGES.replace(good, bad), 1))
                .isInstanceOf(InvalidWorkflowException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesThresholdsForWhatCarriesNoMeasures() {
        String yaml = TWO_STAGES
                .replace("products:", "subjects:")
                .replace("rule: all", "automatic: {sharpness: {minimum: 1}}");

        assertThatThrownBy(() -> WorkflowDocument.parse(yaml, 1)).hasMessageContaining("only results carry measures");
    }

    @Test
    void valueThatIsNoNumberKeepsToNoThreshold() {
        Stage stage =
                WorkflowDocument.parse(TWO_STAGES, 1).stages(ItemKind.RESULT).get(0);

        assertThat(stage.breaches(Quality.newBuilder().setSeamGradient(2).build()))
                .isEmpty();
        assertThat(stage.breaches(Quality.newBuilder().setSeamGradient(2.1f).build()))
                .containsExactly("seam 2.100 is above 2.000");
        assertThat(stage.breaches(
                        Quality.newBuilder().setSeamGradient(Float.NaN).build()))
                .hasSize(1);
    }

    @Test
    void rulesCountPeopleAndRoles() {
        List<String> roles = List.of("assets", "legal");
        Rule.Approval ada = new Rule.Approval("ada", "assets");
        Rule.Approval adaAgain = new Rule.Approval("ada", "assets");
        Rule.Approval bob = new Rule.Approval("bob", "legal");

        assertThat(Rule.any().satisfied(roles, List.of(ada))).isTrue();
        assertThat(Rule.parse("all").satisfied(roles, List.of(ada))).isFalse();
        assertThat(Rule.parse("all").missing(roles, List.of(ada))).containsExactly("legal");
        assertThat(Rule.parse("all").satisfied(roles, List.of(ada, bob))).isTrue();
        assertThat(Rule.parse("quorum 2").satisfied(roles, List.of(ada, adaAgain)))
                .isFalse();
        assertThat(Rule.parse("quorum 2").satisfied(roles, List.of(ada, bob))).isTrue();
    }
}
