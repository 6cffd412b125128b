/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.ledger;

import dev.tryon.v1.TryOnEvent;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Takes results as the ledger learns of them. */
public interface CompletedResults {

    /**
     * Takes results in the ledger's own transaction.
     *
     * @param completed events that ended a request with a result, each with its request
     */
    void take(Handle handle, List<TryOnEvent> completed);
}
