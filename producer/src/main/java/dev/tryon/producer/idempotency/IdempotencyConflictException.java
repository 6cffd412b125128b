/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.idempotency;

/** An idempotency key was used before for another request; nothing was sent. */
public final class IdempotencyConflictException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String REQUIREMENT =
            "was used for another request; repeat that one unchanged, or take a new key for this one";

    private final String requestId;

    public IdempotencyConflictException(String requestId) {
        super("the idempotency key of request " + requestId + " " + REQUIREMENT);
        this.requestId = requestId;
    }

    /** The request that the key stands for. */
    public String requestId() {
        return requestId;
    }

    /** What to do. */
    public String requirement() {
        return REQUIREMENT;
    }
}
