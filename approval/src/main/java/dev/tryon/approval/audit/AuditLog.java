/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.audit;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Writes the audit log: in the transaction of what it tells of, so that neither is there without the other. Each entry
 * holds the hash of the one before; the row {@code audit_head} is the chain's end and its lock. The database refuses to
 * change or remove entries; {@link AuditVerifier} finds it when somebody with the power to do so did. Thread-safe.
 */
public final class AuditLog {

    /** Appends in order. Take it as the transaction's last step: until its end nobody else can append. */
    public void append(Handle handle, List<AuditEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        Head head = handle.createQuery("select seq, hash from audit_head for update")
                .map((row, context) -> new Head(row.getLong("seq"), row.getBytes("hash")))
                .one();
        PreparedBatch batch = handle.prepareBatch("""
                insert into audit (seq, at, actor, action, tenant, item_id, details, previous, hash)
                values (:seq, cast(:at as timestamptz), :actor, :action, :tenant, cast(:itemId as uuid), :details, :previous, :hash)
                """);
        long seq = head.seq();
        byte[] hash = head.hash();
        for (AuditEntry entry : entries) {
            byte[] previous = hash;
            seq++;
            hash = entry.hash(seq, previous);
            batch.bind("seq", seq)
                    .bind("at", entry.at())
                    .bind("actor", entry.actor())
                    .bind("action", entry.action())
                    .bind("tenant", entry.tenant())
                    .bind("itemId", entry.itemId())
                    .bind("details", entry.details())
                    .bind("previous", previous)
                    .bind("hash", hash)
                    .add();
        }
        batch.execute();
        handle.createUpdate("update audit_head set seq = :seq, hash = :hash")
                .bind("seq", seq)
                .bind("hash", hash)
                .execute();
    }

    private record Head(long seq, byte[] hash) {}
}
