/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.config;

import java.util.Locale;
import java.util.Set;

/** Tells which configuration values must never be printed. Stateless. */
public final class Secrets {

    private static final Set<String> MARKS = Set.of("secret", "password", "token", "jaas", "private", "credential");

    private Secrets() {}

    /** The value, or stars in its place when the key's name says that it is a secret. */
    public static String mask(String key, String value) {
        String name = key.toLowerCase(Locale.ROOT);
        return MARKS.stream().anyMatch(name::contains) ? "*****" : value;
    }
}
