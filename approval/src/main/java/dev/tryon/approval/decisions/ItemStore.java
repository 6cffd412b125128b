/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.decisions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tryon.approval.audit.AuditEntry;
import dev.tryon.approval.audit.AuditLog;
import dev.tryon.approval.workflow.Rule;
import dev.tryon.v1.Decision;
import dev.tryon.v1.TryOnRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Items and decisions in PostgreSQL. What moves an item is written here whole: the item, its decisions, the events that
 * tell of them and the audit log, in the caller's transaction. Thread-safe.
 */
public final class ItemStore {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final AuditLog audit;
    private final Outbox outbox;

    public ItemStore(AuditLog audit, Outbox outbox) {
        this.audit = audit;
        this.outbox = outbox;
    }

    /** Read and kept from others until the transaction ends. */
    Optional<Item> lock(Handle handle, UUID id) {
        return handle.createQuery("select * from item where item_id = :id for update")
                .bind("id", id)
                .map(new ItemRow())
                .findOne();
    }

    Set<UUID> existing(Handle handle, Collection<UUID> ids) {
        return handle.createQuery("select item_id from item where item_id = any(:ids)")
                .bind("ids", ids.toArray(UUID[]::new))
                .mapTo(UUID.class)
                .collect(Collectors.toSet());
    }

    /**
     * Whether all of these are approved. They are kept as they are until the transaction ends, so that an asset cannot be
     * approved between the question and the answer's use, and a result wait for ever.
     */
    Set<UUID> approved(Handle handle, Collection<UUID> assets) {
        return handle
                .createQuery("""
                        select item_id, status from item where item_id = any(:ids) order by item_id for share
                        """)
                .bind("ids", assets.toArray(UUID[]::new))
                .map((row, context) -> row.getString("status").equals(Status.APPROVED.key())
                        ? Optional.of(row.getObject("item_id", UUID.class))
                        : Optional.<UUID>empty())
                .stream()
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
    }

    /** Results that wait for a picture. */
    List<Item> heldFor(Handle handle, UUID asset) {
        return handle.createQuery("""
                        select * from item where status = 'held' and assets @> array[:asset]::uuid[]
                        order by item_id for update
                        """).bind("asset", asset).map(new ItemRow()).list();
    }

    /** Approvals that people gave in the stage where the item stands. */
    List<Rule.Approval> approvals(Handle handle, Item item) {
        return handle.createQuery("""
                        select by_name, by_role from decision
                        where item_id = :id and stage = :stage and verdict = 'approved' and by_role <> ''
                        """)
                .bind("id", item.id())
                .bind("stage", item.stage())
                .map((row, context) -> new Rule.Approval(row.getString("by_name"), row.getString("by_role")))
                .list();
    }

    /** New items with what has been decided about them already. */
    void insert(Handle handle, List<Course.Moved> arrivals) {
        if (arrivals.isEmpty()) {
            return;
        }
        PreparedBatch items = handle.prepareBatch(ItemRow.INSERT);
        arrivals.forEach(arrival -> ItemRow.add(items, arrival.item()));
        items.execute();
        tell(handle, arrivals);
    }

    /** @throws IllegalStateException when somebody moved one meanwhile: lock first */
    void update(Handle handle, List<Course.Moved> moves) {
        for (Course.Moved move : moves) {
            int versions = move.rulings().size();
            String update = ItemRow.UPDATE.replace(":version - 1", ":version - " + versions);
            if (ItemRow.bind(handle.createUpdate(update), move.item()).execute() != 1) {
                throw new IllegalStateException("item " + move.item().id() + " moved although it was locked");
            }
        }
        tell(handle, moves);
    }

    /** Sends a request with the transaction. */
    void send(Handle handle, TryOnRequest request) {
        outbox.request(handle, request);
    }

    private void tell(Handle handle, List<Course.Moved> moves) {
        List<Decision> events = new ArrayList<>();
        List<AuditEntry> entries = new ArrayList<>();
        PreparedBatch decisions = handle.prepareBatch("""
                insert into decision (decision_id, item_id, item_version, stage, verdict, by_name, by_role, reason, marks,
                                      redo_request_id, at)
                values (:decision, :item, :version, :stage, :verdict, :by, :role, :reason, cast(:marks as jsonb), cast(:redo as uuid), cast(:at as timestamptz))
                """);
        for (Course.Moved move : moves) {
            for (Ruling ruling : move.rulings()) {
                decisions
                        .bind("decision", ruling.id())
                        .bind("item", ruling.itemId())
                        .bind("version", ruling.itemVersion())
                        .bind("stage", ruling.stage())
                        .bind("verdict", ruling.verdictKey())
                        .bind("by", ruling.words().by())
                        .bind("role", ruling.words().role())
                        .bind("reason", ruling.words().reason())
                        .bind("marks", json(ruling.words().marks()))
                        .bind("redo", ruling.redoRequestId())
                        .bind("at", ruling.at())
                        .add();
                events.add(ruling.event(move.item()));
                entries.add(ruling.audit(move.item()));
            }
        }
        if (!events.isEmpty()) {
            decisions.execute();
            outbox.decisions(handle, events);
            audit.append(handle, entries);
        }
    }

    private static String json(List<PictureMark> marks) {
        try {
            return JSON.writeValueAsString(marks);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("marks have no JSON form", e);
        }
    }
}
