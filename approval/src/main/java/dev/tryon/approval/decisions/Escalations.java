/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.decisions;

import dev.tryon.approval.access.Reviewer;
import dev.tryon.approval.audit.AuditEntry;
import dev.tryon.approval.audit.AuditLog;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Opens overdue items to the roles that they escalate to. Thread-safe. */
public final class Escalations {

    private static final int AT_ONCE = 1_000;

    private final Jdbi jdbi;
    private final AuditLog audit;
    private final Announcements announcements;
    private final Clock clock;

    public Escalations(Jdbi jdbi, AuditLog audit, Announcements announcements, Clock clock) {
        this.jdbi = jdbi;
        this.audit = audit;
        this.announcements = announcements;
        this.clock = clock;
    }

    /** @return how many items were overdue */
    public int run() {
        Instant now = clock.instant();
        return jdbi.inTransaction(handle -> {
            List<Overdue> overdue = handle.createQuery("""
                            update item set escalated = true where item_id in (
                                select item_id from item
                                where status = 'open' and not escalated and due_at is not null and due_at < :now
                                order by due_at limit :most for update skip locked)
                            returning item_id, tenant, stage
                            """)
                    .bind("now", now)
                    .bind("most", AT_ONCE)
                    .map((row, context) -> new Overdue(
                            row.getObject("item_id", UUID.class), row.getString("tenant"), row.getString("stage")))
                    .list();
            announcements.arrived(handle, overdue.stream().map(Overdue::tenant).toList());
            audit.append(
                    handle,
                    overdue.stream()
                            .map(each -> new AuditEntry(
                                    now,
                                    Reviewer.SYSTEM,
                                    "escalated",
                                    each.tenant(),
                                    each.id(),
                                    "overdue in stage " + each.stage()))
                            .toList());
            return overdue.size();
        });
    }

    private record Overdue(UUID id, String tenant, String stage) {}
}
