/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.proto;

import dev.tryon.v1.Expert;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The short names of experts, as they stand in topic names, commands, configuration and metric tags:
 * {@code EXPERT_TOP} is {@code top}. Stateless and thread-safe.
 */
public final class ExpertNames {
    private static final String PREFIX = "EXPERT_";
    // Asked for with every request.
    private static final Map<Expert, String> NAMES = names();

    private ExpertNames() {}

    /**
     * The name of an expert.
     *
     * @throws IllegalArgumentException for EXPERT_UNSPECIFIED and for numbers of a newer contract
     */
    public static String name(Expert expert) {
        String name = NAMES.get(expert);
        if (name == null) {
            throw new IllegalArgumentException("expert: " + expert + " has no name; name one of " + all());
        }
        return name;
    }

    /** The expert of a name; empty when there is none such. Case matters: names are lower-case. */
    public static Optional<Expert> expert(String name) {
        return experts().stream().filter(expert -> name(expert).equals(name)).findFirst();
    }

    /** All experts that have a name, in the order of their numbers. */
    public static List<Expert> experts() {
        return Arrays.stream(Expert.values()).filter(ExpertNames::isNamed).toList();
    }

    /** All names, in the order of the experts' numbers. */
    public static List<String> all() {
        return experts().stream().map(ExpertNames::name).toList();
    }

    private static Map<Expert, String> names() {
        Map<Expert, String> names = new EnumMap<>(Expert.class);
        experts()
                .forEach(expert -> names.put(
                        expert, expert.name().substring(PREFIX.length()).toLowerCase(Locale.ROOT)));
        return names;
    }

    private static boolean isNamed(Expert expert) {
        return expert != Expert.EXPERT_UNSPECIFIED && expert != Expert.UNRECOGNIZED;
    }
}
