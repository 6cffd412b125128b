/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.campaigns;

import dev.tryon.proto.FailureCodes;
import dev.tryon.proto.RuleViolation;
import dev.tryon.v1.Expert;
import dev.tryon.v1.FailureCode;
import dev.tryon.v1.TryOnRequest;

/**
 * A row of a manifest, read.
 *
 * @param request what it asks; when refused, as much of it as could be read
 * @param problem why it is refused, for people; empty when it is valid
 * @param field the field at fault, empty when none is
 * @param code with what it fails then, as it would at a worker or the gateway; unspecified when it is valid
 */
public record Row(TryOnRequest request, String problem, String field, FailureCode code) {
    static Row valid(TryOnRequest request) {
        return new Row(request, "", "", FailureCode.FAILURE_CODE_UNSPECIFIED);
    }

    /** @param violation the first of the rules that it breaks */
    static Row refused(TryOnRequest request, String problem, RuleViolation violation) {
        return new Row(request, problem, violation.field(), FailureCodes.of(violation));
    }

    /** Whether it breaks a rule. */
    public boolean refused() {
        return !problem.isEmpty();
    }

    /** Whose pool does its first step. Only of valid rows. */
    public Expert expert() {
        return request.getSteps(0).getExpert();
    }
}
