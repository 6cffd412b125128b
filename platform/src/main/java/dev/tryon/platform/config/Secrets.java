/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.config;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells which configuration values must never be printed. Stateless. */
public final class Secrets {

    private static final String STARS = "*****";

    /** {@code keystore.key} is a PEM key in Kafka's words, {@code api-key} what a tenant's programs sign in with. */
    private static final Set<String> MARKS = Set.of(
            "secret", "password", "token", "jaas", "private", "credential", "api-key", "api_key", "keystore.key");

    /** In an address: after its user, or as a parameter, as JDBC drivers take it. */
    private static final Pattern IN_ADDRESS =
            Pattern.compile("(?i)(?<=://)([^/@:\\s]*:)[^/@\\s]*(?=@)|([?&;](?:ssl)?password=)[^&;\\s]*");

    private Secrets() {}

    /** The value, or stars in its place when the key's name says that it is a secret, or in that of a password in an address. */
    public static String mask(String key, String value) {
        String name = key.toLowerCase(Locale.ROOT);
        return MARKS.stream().anyMatch(name::contains)
                ? STARS
                : IN_ADDRESS
                        .matcher(value)
                        .replaceAll(found -> (found.group(1) == null ? found.group(2) : found.group(1)) + STARS);
    }
}
