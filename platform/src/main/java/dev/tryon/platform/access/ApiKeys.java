/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tryon.platform.config.InvalidConfigurationException;
import dev.tryon.platform.s3.Sha256;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keys of tenants: 256 random bits behind a prefix by which a leaked one is recognised in a log or a repository. A
 * service knows only SHA-256 of them. A slow hash as for passwords would protect what people think up; nobody guesses 256
 * random bits, and each request would pay for it. They are found by their hash, so the time that it takes tells nothing
 * of a key. Stateless.
 */
public final class ApiKeys {
    /** What every key begins with. */
    public static final String PREFIX = "tryon_";

    private static final int BYTES = 32;
    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");
    private static final String BEARER = "bearer ";

    private ApiKeys() {}

    /** A new key. It is shown once, to whom it belongs. */
    public static String fresh(SecureRandom random) {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /** What a service is configured with. */
    public static String hash(String key) {
        return Sha256.hex(key.getBytes(UTF_8));
    }

    /**
     * A hash as it stands in a configuration, in the form that {@link #hash} has.
     *
     * @throws InvalidConfigurationException when it is none, naming the configuration's key; the text is not repeated,
     *     since it may be the API key itself
     */
    public static String configured(String hash, String configurationKey) {
        if (!SHA256.matcher(hash).matches()) {
            throw new InvalidConfigurationException(
                    configurationKey
                            + ": must be SHA-256 in hex, as 'tryon gateway-key' prints it; never the key itself",
                    null);
        }
        return hash.toLowerCase(Locale.ROOT);
    }

    /** What an {@code Authorization} header bears; empty when it is of another kind. */
    public static Optional<String> borne(@Nullable String authorization) {
        return authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
                ? Optional.empty()
                : Optional.of(authorization.substring(BEARER.length()).strip());
    }
}
