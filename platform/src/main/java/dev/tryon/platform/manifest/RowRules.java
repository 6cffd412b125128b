/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.manifest;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.tryon.proto.RuleViolation;
import dev.tryon.v1.Lane;
import dev.tryon.v1.TryOnRequest;
import java.util.ArrayList;
import java.util.List;

/** What the rows of a campaign, and the defaults that they share, may not say: the campaign itself says it. Stateless. */
public final class RowRules {
    private static final List<String> NOT_IN_ROWS = List.of(
            "request_id", "tenant", "campaign_id", "submitted_at", "position", "intermediates", "original_subject");

    private RowRules() {}

    /**
     * What is wrong with fields that a row or a campaign's defaults give.
     *
     * @param given before the campaign's own are filled in
     */
    public static List<RuleViolation> violations(TryOnRequest given) {
        List<RuleViolation> violations = new ArrayList<>();
        for (String name : NOT_IN_ROWS) {
            FieldDescriptor field = TryOnRequest.getDescriptor().findFieldByName(name);
            boolean present = field.isRepeated()
                    ? given.getRepeatedFieldCount(field) > 0
                    : given.getAllFields().containsKey(field);
            if (present) {
                violations.add(new RuleViolation(name, "must be left out: the campaign says it", "", "manifest.own"));
            }
        }
        if (given.getLane() != Lane.LANE_UNSPECIFIED && given.getLane() != Lane.LANE_BULK) {
            violations.add(new RuleViolation(
                    "lane",
                    "must be left out: campaigns run in the bulk lane",
                    given.getLane().name(),
                    "manifest.lane"));
        }
        return violations;
    }
}
