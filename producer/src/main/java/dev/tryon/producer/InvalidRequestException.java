/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer;

import dev.tryon.proto.RuleViolation;
import java.util.List;
import java.util.stream.Collectors;

/** The request breaks rules of the contract; nothing was sent. Correct the named fields and submit again. */
public final class InvalidRequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<RuleViolation> violations;

    /** @param violations at least one */
    public InvalidRequestException(List<RuleViolation> violations) {
        super(violations.stream().map(RuleViolation::text).collect(Collectors.joining("; ", "invalid request: ", "")));
        this.violations = List.copyOf(violations);
    }

    /** Every rule that is broken, with its field. */
    public List<RuleViolation> violations() {
        return violations;
    }
}
