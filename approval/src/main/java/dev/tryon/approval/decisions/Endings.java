/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.decisions;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tryon.approval.workflow.ItemKind;
import dev.tryon.v1.Quality;
import dev.tryon.v1.TryOnEvent;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The event that ended a request, as the ledger has it. Stateless. */
public final class Endings {

    /** Empty when the ledger has none: it is being rebuilt. */
    public Optional<TryOnEvent> of(Handle handle, UUID requestId) {
        return handle.createQuery("select ending from ledger_request where request_id = :id and ending is not null")
                .bind("id", requestId)
                .map((row, context) -> parse(requestId, row.getBytes("ending")))
                .findOne();
    }

    /** What was measured of a result; nothing of a subject or product. */
    Quality quality(Handle handle, Item item) {
        return item.kind() == ItemKind.RESULT
                ? of(handle, item.id())
                        .map(event -> event.getCompleted().getQuality())
                        .orElse(Quality.getDefaultInstance())
                : Quality.getDefaultInstance();
    }

    private static TryOnEvent parse(UUID requestId, byte[] bytes) {
        try {
            return TryOnEvent.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the ledger's event of request " + requestId + " does not parse", e);
        }
    }
}
