/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.cli;

import dev.tryon.masking.policy.MaskPolicies;
import dev.tryon.v1.Expert;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Experts by the short names that people type: those that have a mask policy. Stateless. */
final class Experts implements ITypeConverter<Expert>, Iterable<String> {
    /** All that have a policy, in the contract's order. */
    static List<Expert> all() {
        return Arrays.stream(Expert.values())
                .filter(expert -> expert.name().startsWith("EXPERT_") && MaskPolicies.has(expert))
                .toList();
    }

    /** Empty when there is no such expert or it has no mask policy. */
    static Optional<Expert> named(String name) {
        return all().stream()
                .filter(expert -> MaskPolicies.name(expert).equals(name))
                .findFirst();
    }

    /** For picocli's converters: one expert. */
    @Override
    public Expert convert(String name) {
        return named(name).orElseThrow(() -> new TypeConversionException(unknown(name)));
    }

    /** Says that there is no expert of that name. */
    static String unknown(String name) {
        return "there is no mask policy for expert " + name + "; there is one for " + String.join(", ", new Experts());
    }

    /** For picocli's ${COMPLETION-CANDIDATES}. */
    @Override
    public Iterator<String> iterator() {
        return all().stream().map(MaskPolicies::name).iterator();
    }
}
