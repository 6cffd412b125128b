/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.manifest;

import dev.tryon.proto.RuleViolation;
import dev.tryon.v1.TryOnRequest;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A row as it was read.
 *
 * @param row the row's number, from 1
 * @param line the line's number in the file, from 1
 * @param next where the row after it begins: the checkpoint once this row is dealt with
 * @param request id, tenant, campaign and lane are set in any case; the rest is valid when nothing is violated
 * @param violations what is wrong with it; empty when it may be released
 */
public record ManifestRow(
        long row, long line, ManifestPosition next, TryOnRequest request, List<RuleViolation> violations) {
    public ManifestRow {
        violations = List.copyOf(violations);
    }

    /** Whether the request is valid. */
    public boolean valid() {
        return violations.isEmpty();
    }

    /** What is wrong, for people: {@code line 17: steps[0].expert: must be one of …}. */
    public String problem() {
        return violations.stream()
                .map(RuleViolation::text)
                .collect(Collectors.joining("; ", "line " + line + ": ", ""));
    }
}
