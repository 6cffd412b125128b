/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.store;

import dev.tryon.platform.s3.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The content address of a result: sha256 over everything that determines its pixels. Equal requests have equal
 * addresses, whoever asks within a tenant, so that the same try-on is never painted twice. Each part goes in as its
 * name, its length and its value, so that no two lists of parts read alike. Not thread-safe.
 */
public final class ResultFingerprint {

    private final Map<String, String> parts = new TreeMap<>();

    public ResultFingerprint with(String name, Object value) {
        if (parts.putIfAbsent(name, String.valueOf(value)) != null) {
            throw new IllegalStateException(name + " is in the fingerprint already");
        }
        return this;
    }

    /** Lower-case hex. */
    public String hex() {
        MessageDigest digest = Sha256.digest();
        parts.forEach((name, value) -> {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            digest.update((name + ":" + bytes.length + ":").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        });
        return HexFormat.of().formatHex(digest.digest());
    }
}
