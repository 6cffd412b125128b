/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.access;

import java.util.Set;
import java.util.TreeSet;

/**
 * Who decides. Immutable.
 *
 * @param name as it stands in decisions and the audit log
 * @param roles what they may decide
 * @param tenants whose items they see; {@code *} is everybody's
 */
public record Reviewer(String name, Set<String> roles, Set<String> tenants) {

    /** What decides where thresholds do. */
    public static final String SYSTEM = "system";

    private static final String EVERYBODY = "*";

    public Reviewer {
        if (name.isBlank()
                || name.length() > 128
                || name.chars().anyMatch(Character::isISOControl)
                || name.equals(SYSTEM)) {
            throw new IllegalArgumentException(
                    "a reviewer's name has 1 to 128 printable characters and is not '" + SYSTEM + "'");
        }
        roles = Set.copyOf(roles);
        tenants = Set.copyOf(tenants);
    }

    public boolean sees(String tenant) {
        return seesAll() || tenants.contains(tenant);
    }

    public boolean seesAll() {
        return tenants.contains(EVERYBODY);
    }

    /** For people. */
    public String rolesText() {
        return roles.isEmpty() ? "no role" : String.join(", ", new TreeSet<>(roles));
    }
}
