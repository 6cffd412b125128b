/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.ledger;

import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Answers how requests stand. Thread-safe. */
public final class Statuses {

    private final Jdbi jdbi;

    public Statuses(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    public Optional<RequestStatus> of(UUID requestId) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select r.*, i.status as item_status, i.stage as item_stage, i.workflow as item_workflow,
                               i.workflow_version as item_version
                        from ledger_request r left join item i on i.item_id = r.request_id
                        where r.request_id = :id
                        """)
                .bind("id", requestId)
                .map((row, context) -> {
                    String status = row.getString("item_status");
                    return new RequestStatus(
                            requestId,
                            row.getString("tenant"),
                            row.getString("state"),
                            row.getInt("position"),
                            row.getInt("step_count"),
                            row.getTimestamp("last_at").toInstant(),
                            Optional.ofNullable(row.getObject("redo_of", UUID.class)),
                            status == null
                                    ? Optional.empty()
                                    : Optional.of(new RequestStatus.Approval(
                                            status,
                                            row.getString("item_stage"),
                                            row.getString("item_workflow"),
                                            row.getInt("item_version"))));
                })
                .findOne());
    }
}
