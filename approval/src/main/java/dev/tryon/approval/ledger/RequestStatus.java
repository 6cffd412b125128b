/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.ledger;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * How a request stands, as far as the ledger knows. Immutable.
 *
 * @param state kind of its last event: {@code accepted}, {@code started}, {@code completed}, …
 * @param approval once it has a result that is judged
 */
public record RequestStatus(
        UUID id,
        String tenant,
        String state,
        int position,
        int stepCount,
        Instant lastAt,
        Optional<UUID> redoOf,
        Optional<Approval> approval) {

    /** Where its result stands. */
    public record Approval(String status, String stage, String workflow, int workflowVersion) {}
}
