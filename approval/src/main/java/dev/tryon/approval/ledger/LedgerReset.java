/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.ledger;

import org.jdbi.v3.core.Jdbi;

/** Forgets what the ledger knows, positions included. Stateless. */
public final class LedgerReset {

    private LedgerReset() {}

    /**
     * Positions are set to zero, so that a running service finds the database elsewhere than it left it, and begins again.
     *
     * @return how many requests were forgotten
     */
    public static long run(Jdbi jdbi) {
        return jdbi.inTransaction(handle -> {
            long requests = handle.createQuery("select count(*) from ledger_request")
                    .mapTo(Long.class)
                    .one();
            handle.execute("truncate ledger_request, ledger_event");
            handle.execute("update consumed_position set next_offset = 0");
            return requests;
        });
    }
}
