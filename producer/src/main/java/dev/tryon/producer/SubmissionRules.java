/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer;

import dev.tryon.proto.RequestRules;
import dev.tryon.proto.RuleViolation;
import dev.tryon.v1.TryOnRequest;
import java.util.ArrayList;
import java.util.List;

/** What a request must be to be submitted: whole by the contract's rules, and at its first step. Stateless. */
public final class SubmissionRules {
    private SubmissionRules() {}

    /** @throws InvalidRequestException naming each rule that a request breaks */
    public static void refuseInvalid(TryOnRequest request) {
        List<RuleViolation> broken = RequestRules.violations(request);
        if (broken.isEmpty() && !underWay(request)) {
            return;
        }
        List<RuleViolation> violations = new ArrayList<>(broken);
        if (request.hasOriginalSubject()) {
            violations.add(new RuleViolation(
                    "original_subject",
                    "only workers set it: submit without",
                    request.getOriginalSubject().getUri(),
                    "submit"));
        }
        if (request.getPosition() != 0 || request.getIntermediatesCount() != 0) {
            String position = Integer.toUnsignedString(request.getPosition());
            violations.add(new RuleViolation(
                    "position", "only workers advance it: submit with 0 and no intermediates", position, "submit"));
        }
        throw new InvalidRequestException(violations);
    }

    private static boolean underWay(TryOnRequest request) {
        return request.hasOriginalSubject() || request.getPosition() != 0 || request.getIntermediatesCount() != 0;
    }
}
