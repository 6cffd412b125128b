/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval;

import dev.tryon.approval.access.Reviewer;
import dev.tryon.approval.audit.AuditLog;
import dev.tryon.approval.decisions.Announcements;
import dev.tryon.approval.decisions.BulkOrders;
import dev.tryon.approval.decisions.Decisions;
import dev.tryon.approval.decisions.Escalations;
import dev.tryon.approval.decisions.Intake;
import dev.tryon.approval.decisions.Item;
import dev.tryon.approval.decisions.ItemQueries;
import dev.tryon.approval.decisions.ItemStore;
import dev.tryon.approval.decisions.Outbox;
import dev.tryon.approval.decisions.RedoRequests;
import dev.tryon.approval.ledger.Database;
import dev.tryon.approval.workflow.WorkflowStore;
import dev.tryon.approval.workflow.Workflows;
import dev.tryon.platform.s3.S3ImageStore;
import dev.tryon.platform.telemetry.Tracing;
import dev.tryon.v1.TryOnEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** The service's insides without Kafka and without pages, on a database of its own, with a clock that the test moves. */
public final class Service implements AutoCloseable {

    /** Whoever may do everything. */
    public static final Reviewer ADA =
            new Reviewer("ada", Set.of("quality", "creative", "brand", "assets"), Set.of("*"));

    private final Database database;
    private final S3ImageStore store;
    private final Intake intake;
    private Instant now = Instant.parse("2026-11-26T12:00:00Z");

    public final Decisions decisions;
    public final ItemQueries queries;
    public final BulkOrders bulk;
    public final Escalations escalations;
    public final AuditLog audit = new AuditLog();

    public Service(TestStack stack, String workflow) {
        database = Database.open(stack.freshDatabase(), stack.user(), "", 8);
        store = stack.store();
        InstantSource source = () -> now;
        Clock clock = source.withZone(ZoneOffset.UTC);
        Jdbi jdbi = database.jdbi();
        Workflows workflows = new Workflows(new WorkflowStore(jdbi, clock), List.of(workflow), "default");
        ItemStore items = new ItemStore(audit, new Outbox(Tracing.off()));
        Announcements announcements = new Announcements(jdbi, () -> {});
        intake = new Intake(items, workflows, announcements, clock);
        decisions = new Decisions(jdbi, items, workflows, new RedoRequests(jdbi, store, clock), announcements, clock);
        queries = new ItemQueries(jdbi);
        bulk = new BulkOrders(jdbi, decisions, clock, Duration.ofSeconds(10));
        escalations = new Escalations(jdbi, audit, announcements, clock);
    }

    public Jdbi jdbi() {
        return database.jdbi();
    }

    public void pass(Duration time) {
        now = now.plus(time);
    }

    /** As the ledger does, with the event kept where redos look for it. */
    public Item arrive(TryOnEvent event) {
        jdbi().useTransaction(handle -> {
            handle.createUpdate("""
                            insert into ledger_request (request_id, tenant, lane, expert, workflow, state, position, step_count,
                                                        first_at, last_at, ended_at, ending)
                            values (:id, :tenant, 'bulk', 'top', '', 'completed', 0, 1, :now, :now, :now, :ending)
                            """)
                    .bind("id", UUID.fromString(event.getRequestId()))
                    .bind("tenant", event.getTenant())
                    .bind("now", now)
                    .bind("ending", event.toByteArray())
                    .execute();
            intake.take(handle, List.of(event));
        });
        return item(UUID.fromString(event.getRequestId()));
    }

    public Item item(UUID id) {
        return queries.item(id).orElseThrow();
    }

    @Override
    public void close() {
        store.close();
        database.close();
    }
}
