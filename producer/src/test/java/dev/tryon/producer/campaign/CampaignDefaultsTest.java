/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.proto.RuleViolation;
import dev.tryon.v1.Campaign;
import dev.tryon.v1.Expert;
import dev.tryon.v1.ImageRef;
import dev.tryon.v1.MaskMode;
import dev.tryon.v1.OutputSpec;
import dev.tryon.v1.Parameters;
import dev.tryon.v1.Step;
import dev.tryon.v1.TryOnRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

class CampaignDefaultsTest {
    @Test
    void whatRowsMayGiveMayBeLeftOut() {
        assertThat(broken(TryOnRequest.getDefaultInstance())).isEmpty();
        assertThat(broken(TryOnRequest.newBuilder()
                        .addSteps(Step.newBuilder()
                                .setExpert(Expert.EXPERT_FACE)
                                .setMaskMode(MaskMode.MASK_MODE_INTERSECT))
                        .setOutput(OutputSpec.newBuilder().setPrefix("s3://acme-in/results"))
                        .build()))
                .isEmpty();
    }

    @Test
    void whatIsGivenMustKeepTheRules() {
        assertThat(broken(TryOnRequest.newBuilder()
                        .setWebhook("http://shop.example/done")
                        .addSteps(Step.newBuilder()
                                .setMask(ImageRef.newBuilder().setUri("file:///mask.png"))
                                .setParameters(Parameters.newBuilder().setSteps(900)))
                        .setOutput(OutputSpec.newBuilder().setPrefix("results"))
                        .build()))
                .containsExactlyInAnyOrder(
                        "defaults.webhook",
                        "defaults.steps[0].mask.uri",
                        "defaults.steps[0].parameters.steps",
                        "defaults.output.prefix");
    }

    @Test
    void whatTheCampaignSaysItselfMustBeLeftOut() {
        assertThat(broken(TryOnRequest.newBuilder().setTenant("acme").build())).containsExactly("defaults.tenant");
    }

    private static List<String> broken(TryOnRequest defaults) {
        return CampaignDefaults.violations(
                        Campaign.newBuilder().setDefaults(defaults).build())
                .stream()
                .map(RuleViolation::field)
                .toList();
    }
}
