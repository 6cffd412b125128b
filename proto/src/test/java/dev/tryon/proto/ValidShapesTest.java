/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.proto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.proto.RuleCases.RuleCase;
import dev.tryon.v1.TryOnRequest;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The short cut says what the rules say. */
class ValidShapesTest {

    @Test
    void noRuleIsPassedOverOnceAValidRequestOfItsKindWasSeen() {
        for (RuleCase rule : RuleCases.all()) {
            if (rule.good() instanceof TryOnRequest good && rule.bad() instanceof TryOnRequest bad) {
                assertThat(RequestRules.violations(good)).isEmpty();
                assertThat(RequestRules.violations(bad)).isEqualTo(RequestRules.violationsOf(bad));
            }
        }
    }

    @Test
    void damagedIdsAndPicturesAreStillSeen() {
        TryOnRequest valid = ContractSamples.request();
        assertThat(RequestRules.violations(valid)).isEmpty();
        Random random = new Random(11);
        List<String> pieces = List.of("", "/", "s3:/", "S3://", " ", ".", "-", "_", "A", "é", "\n", "x".repeat(1_100));
        for (int i = 0; i < 2_000; i++) {
            TryOnRequest.Builder damaged = valid.toBuilder();
            String piece = pieces.get(random.nextInt(pieces.size()));
            switch (random.nextInt(4)) {
                case 0 -> damaged.setRequestId(damaged(valid.getRequestId(), piece, random));
                case 1 ->
                    damaged.getSubjectBuilder()
                            .setUri(damaged(valid.getSubject().getUri(), piece, random));
                case 2 ->
                    damaged.getStepsBuilder(0)
                            .getProductBuilder()
                            .setUri(damaged(valid.getSteps(0).getProduct().getUri(), piece, random));
                default ->
                    damaged.getSubjectBuilder()
                            .setSha256(damaged(valid.getSubject().getSha256(), piece, random));
            }
            TryOnRequest request = damaged.build();
            assertThat(RequestRules.violations(request)).isEqualTo(RequestRules.violationsOf(request));
        }
    }

    @Test
    void requestsThatDifferInIdsAndPicturesHaveOneShape() {
        TryOnRequest.Builder other =
                ContractSamples.request().toBuilder().setRequestId("0197f3c2-5b1e-7c3a-9d40-2f6b8e1a7c56");
        other.getSubjectBuilder().setUri("s3://other-bucket/people/bob.jpg");
        assertThat(ValidShapes.of(other.build())).isPresent().isEqualTo(ValidShapes.of(ContractSamples.request()));
        assertThat(ValidShapes.of(other.setPosition(0).build()))
                .isNotEqualTo(ValidShapes.of(ContractSamples.request()));
    }

    private static String damaged(String text, String piece, Random random) {
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + random.nextInt(3));
        return text.substring(0, from) + piece + text.substring(to);
    }
}
