/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.gateway.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tryon.platform.s3.Sha256;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Keys of tenants: 256 random bits behind a prefix by which a leaked one is recognised in a log or a repository. A
 * gateway knows only SHA-256 of them. A slow hash as for passwords would protect what people think up; nobody guesses 256
 * random bits, and each request would pay for it. They are found by their hash, so the time that it takes tells nothing
 * of a key. Stateless.
 */
public final class ApiKeys {
    /** What every key begins with. */
    public static final String PREFIX = "tryon_";

    private static final int BYTES = 32;

    private ApiKeys() {}

    /** A new key. It is shown once, to whom it belongs. */
    public static String fresh(SecureRandom random) {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /** What a gateway is configured with. */
    public static String hash(String key) {
        return Sha256.hex(key.getBytes(UTF_8));
    }
}
