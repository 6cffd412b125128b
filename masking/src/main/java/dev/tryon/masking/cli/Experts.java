/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.cli;

import dev.tryon.masking.policy.MaskPolicies;
import dev.tryon.v1.Expert;
import java.util.Arrays;
import java.util.Optional;

/** Experts by the short names that people type. Stateless. */
final class Experts {
    private Experts() {}

    /** Empty when there is no such expert or it has no mask policy. */
    static Optional<Expert> named(String name) {
        return Arrays.stream(Expert.values())
                .filter(expert -> expert.name().startsWith("EXPERT_"))
                .filter(expert -> MaskPolicies.name(expert).equals(name) && MaskPolicies.has(expert))
                .findFirst();
    }
}
