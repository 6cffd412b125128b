/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.webhook.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs calls as the Standard Webhooks specification has it, for which there are libraries in most languages: HMAC-SHA256
 * over id, time and body, by each of a tenant's secrets. Stateless.
 */
public final class Signature {
    private static final String PREFIX = "whsec_";
    private static final int LEAST_BYTES = 24;
    private static final int MOST_BYTES = 64;
    private static final int FRESH_BYTES = 32;

    private Signature() {}

    /**
     * The header {@code webhook-signature}.
     *
     * @param secrets as {@link #secret} takes them
     * @param id of the event
     * @param seconds since 1970
     */
    public static String of(List<String> secrets, String id, long seconds, byte[] body) {
        return secrets.stream()
                .map(secret ->
                        "v1," + Base64.getEncoder().encodeToString(mac(secret(secret), id + "." + seconds + ".", body)))
                .collect(Collectors.joining(" "));
    }

    /** A new secret. */
    public static String freshSecret(SecureRandom random) {
        byte[] bytes = new byte[FRESH_BYTES];
        random.nextBytes(bytes);
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    /**
     * The bytes of a secret.
     *
     * @throws IllegalArgumentException when it is none; its message does not show it
     */
    public static byte[] secret(String text) {
        byte[] bytes = new byte[0];
        if (text.startsWith(PREFIX)) {
            try {
                bytes = Base64.getDecoder().decode(text.substring(PREFIX.length()));
            } catch (IllegalArgumentException e) {
                bytes = new byte[0];
            }
        }
        if (bytes.length < LEAST_BYTES || bytes.length > MOST_BYTES) {
            throw new IllegalArgumentException("must be whsec_ and " + LEAST_BYTES + " to " + MOST_BYTES
                    + " bytes in base64: whsec_$(openssl rand -base64 32)");
        }
        return bytes;
    }

    private static byte[] mac(byte[] secret, String head, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update(head.getBytes(UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
