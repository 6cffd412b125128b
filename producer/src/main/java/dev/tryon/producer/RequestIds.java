/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Ids of requests: UUIDs of version 7 (RFC 9562), which begin with the time of their making. They sort by age in
 * stores and logs, and a reader of tryon.results knows from the id where to begin. Within a millisecond each is the one
 * before it and one (method 2 of section 6.2), the first of them 74 random bits: an id names a request, it is no secret.
 * Stateless and thread-safe.
 */
public final class RequestIds {
    private static final int TIME_ORDERED = 7;

    private RequestIds() {}

    /** A new id. */
    public static String fresh() {
        return UuidCreator.getTimeOrderedEpochPlus1().toString();
    }

    /** When an id was made; empty for ids that do not say, such as those derived from a campaign's row. */
    public static Optional<Instant> madeAt(String requestId) {
        UUID id;
        try {
            id = UUID.fromString(requestId);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return id.version() == TIME_ORDERED
                ? Optional.of(Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16))
                : Optional.empty();
    }
}
