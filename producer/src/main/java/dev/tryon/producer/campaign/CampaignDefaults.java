/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.campaign;

import dev.tryon.platform.manifest.RowRules;
import dev.tryon.proto.RequestRules;
import dev.tryon.proto.RuleViolation;
import dev.tryon.v1.Campaign;
import dev.tryon.v1.Expert;
import dev.tryon.v1.ImageRef;
import dev.tryon.v1.Lane;
import dev.tryon.v1.Step;
import dev.tryon.v1.TryOnRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * What is wrong with what a campaign's rows share. Defaults are part of a request: what they leave out each row may give. So
 * they are checked as the request of a row that gives just that, and gives it well; what breaks a rule then is said by
 * the defaults. Stateless.
 */
final class CampaignDefaults {
    private static final ImageRef PICTURE =
            ImageRef.newBuilder().setUri("s3://bucket/key").build();

    private CampaignDefaults() {}

    static List<RuleViolation> violations(Campaign campaign) {
        TryOnRequest defaults = campaign.getDefaults();
        List<RuleViolation> violations = new ArrayList<>(RowRules.violations(defaults));
        if (violations.isEmpty()) {
            violations.addAll(RequestRules.violations(completed(defaults)));
        }
        return violations.stream()
                .map(found ->
                        new RuleViolation("defaults." + found.field(), found.message(), found.value(), found.rule()))
                .toList();
    }

    private static TryOnRequest completed(TryOnRequest defaults) {
        TryOnRequest.Builder request = defaults.toBuilder()
                .setRequestId("00000000-0000-4000-8000-000000000000")
                .setTenant("tenant")
                .setLane(Lane.LANE_BULK);
        if (!request.hasSubject()) {
            request.setSubject(PICTURE);
        }
        if (request.getStepsCount() == 0) {
            request.addSteps(Step.getDefaultInstance());
        }
        request.getStepsBuilderList().forEach(CampaignDefaults::complete);
        if (request.getOutput().getPrefix().isEmpty()) {
            request.getOutputBuilder().setPrefix("s3://bucket/prefix");
        }
        if (request.getConsentRef().isEmpty()) {
            request.setConsentRef("given by the row");
        }
        return request.build();
    }

    private static void complete(Step.Builder step) {
        if (step.getExpert() == Expert.EXPERT_UNSPECIFIED) {
            step.setExpert(Expert.EXPERT_TOP);
        }
        if (!step.hasProduct()) {
            step.setProduct(PICTURE);
        }
        if (!step.hasMask()) {
            step.setMask(PICTURE);
        }
    }
}
