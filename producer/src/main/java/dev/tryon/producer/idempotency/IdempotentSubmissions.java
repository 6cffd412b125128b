/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.idempotency;

import com.github.f4b6a3.uuid.UuidCreator;
import com.google.protobuf.CodedOutputStream;
import dev.tryon.platform.s3.Sha256;
import dev.tryon.producer.SubmissionRules;
import dev.tryon.producer.Submitted;
import dev.tryon.producer.TryOnClient;
import dev.tryon.v1.TryOnRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Submissions that may be repeated. The id of the request is a UUID of version 5 of tenant and key, so the same key
 * always means the same request; {@link Claims} hold that it is not used for another one. A repeated submission writes
 * the request again, for nobody knows whether the first one got through: equal requests have equal results and events.
 * Thread-safe; owns nothing.
 */
public final class IdempotentSubmissions {
    // Made once for this purpose (version 4).
    private static final UUID NAMESPACE = UUID.fromString("5f0c2a0e-6d0b-4c52-9f7b-0a3f6e0c9d41");
    private static final int LONGEST_KEY = 255;

    private final TryOnClient client;
    private final Claims claims;

    public IdempotentSubmissions(TryOnClient client, Claims claims) {
        this.client = client;
        this.claims = claims;
    }

    /**
     * The id of the request that a key stands for.
     *
     * @throws IllegalArgumentException when the key is not 1 to 255 characters
     */
    public static String requestId(String tenant, String key) {
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw new IllegalArgumentException("must have 1 to " + LONGEST_KEY + " characters, not all of them blank");
        }
        UUID ofTenant = UuidCreator.getNameBasedSha1(NAMESPACE, tenant);
        return UuidCreator.getNameBasedSha1(ofTenant, key).toString();
    }

    /**
     * Submits a request under a key of its tenant's own.
     *
     * @param request its id is replaced by the key's
     * @return as {@link TryOnClient#submit(TryOnRequest)}; fails with {@link IdempotencyConflictException} when the key was
     *     used for another request
     * @throws dev.tryon.producer.InvalidRequestException when it breaks a rule of the contract; nothing was sent then
     */
    public CompletableFuture<Submitted> submit(TryOnRequest request, String key) {
        TryOnRequest named = request.toBuilder()
                .setRequestId(requestId(request.getTenant(), key))
                .build();
        SubmissionRules.refuseInvalid(named);
        return claims.claim(named.getRequestId(), digest(named)).thenCompose(held -> client.submit(named));
    }

    /** Of all that a request says, whenever it was said. */
    private static byte[] digest(TryOnRequest request) {
        TryOnRequest said = request.toBuilder().clearSubmittedAt().build();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(said.getSerializedSize());
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.useDeterministicSerialization(); // or labels come in any order
        try {
            said.writeTo(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Sha256.digest().digest(bytes.toByteArray());
    }
}
