/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.campaigns;

import dev.tryon.v1.Expert;
import dev.tryon.v1.TryOnRequest;

/**
 * A row of a manifest, read.
 *
 * @param request what it asks; when refused, as much of it as could be read
 * @param problem why it is refused, for people; empty when it is valid
 * @param field the field at fault, empty when none is
 */
public record Row(TryOnRequest request, String problem, String field) {
    /** Whether it breaks a rule. */
    public boolean refused() {
        return !problem.isEmpty();
    }

    /** Whose pool does its first step. Only of valid rows. */
    public Expert expert() {
        return request.getSteps(0).getExpert();
    }
}
