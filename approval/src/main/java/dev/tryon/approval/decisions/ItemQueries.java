/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.decisions;

import dev.tryon.approval.workflow.ItemKind;
import dev.tryon.v1.TryOnEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * What the console shows, oldest first. Every question to the queue is answered by one of the partial indexes on open
 * items, from a place on (keyset), never by counting or skipping. Thread-safe.
 */
public final class ItemQueries {

    /** Counts end here: a reviewer needs to know that there are many, not how many. */
    public static final int MOST_COUNTED = 1_000;

    private static final int LONGEST_LINEAGE = 50;

    private final Jdbi jdbi;
    private final Endings endings = new Endings();

    public ItemQueries(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** A page of the queue, from after an item on, or from the beginning. */
    public List<Item> page(QueueFilter filter, @Nullable Place after, int size) {
        return jdbi.withHandle(handle -> page(handle, filter, after, size, true));
    }

    /** The item next to a place in the queue. */
    public Optional<Item> neighbour(QueueFilter filter, Place place, boolean following) {
        return jdbi.withHandle(
                handle -> page(handle, filter, place, 1, following).stream().findFirst());
    }

    /** The page's query and the plan that PostgreSQL has for it. */
    public String plan(QueueFilter filter, int size) {
        return jdbi.withHandle(handle -> String.join(
                "\n",
                bind(handle.createQuery("explain (analyze, buffers) " + sql(filter, false, true)), filter, null)
                        .bind("size", size)
                        .mapTo(String.class)
                        .list()));
    }

    private static List<Item> page(
            Handle handle, QueueFilter filter, @Nullable Place after, int size, boolean following) {
        return bind(handle.createQuery(sql(filter, after != null, following)), filter, after)
                .bind("size", size)
                .map(new ItemRow())
                .list();
    }

    private static String sql(QueueFilter filter, boolean from, boolean following) {
        return "select * from item where status = 'open' and tenant = :tenant and kind = :kind"
                + (filter.stage() == null ? "" : " and stage = :stage")
                + (filter.campaign() == null ? "" : " and campaign_id = :campaign")
                + (filter.expert() == null ? "" : " and expert = :expert")
                + (from ? " and (entered_at, item_id) " + (following ? ">" : "<") + " (:entered, :id)" : "")
                + (following ? " order by entered_at, item_id" : " order by entered_at desc, item_id desc")
                + " limit :size";
    }

    private static Query bind(Query query, QueueFilter filter, @Nullable Place after) {
        query.bind("tenant", filter.tenant()).bind("kind", filter.kind().key());
        if (filter.stage() != null) {
            query.bind("stage", filter.stage());
        }
        if (filter.campaign() != null) {
            query.bind("campaign", filter.campaign());
        }
        if (filter.expert() != null) {
            query.bind("expert", filter.expert());
        }
        if (after != null) {
            query.bind("entered", after.enteredAt()).bind("id", after.id());
        }
        return query;
    }

    /** Open items by stage, each count at most {@link #MOST_COUNTED}. */
    public Map<String, Integer> counts(String tenant, ItemKind kind, Collection<String> stages) {
        return jdbi.withHandle(handle -> stages.stream()
                .collect(Collectors.toMap(
                        stage -> stage,
                        stage -> handle.createQuery("""
                                select count(*) from (select 1 from item
                                where status = 'open' and tenant = :tenant and kind = :kind and stage = :stage
                                limit :most) as counted
                                """)
                                .bind("tenant", tenant)
                                .bind("kind", kind.key())
                                .bind("most", MOST_COUNTED)
                                .bind("stage", stage)
                                .mapTo(Integer.class)
                                .one())));
    }

    /** Tenants that have open items, by jumping from one to the next in the index. */
    public List<String> tenants() {
        return jdbi.withHandle(
                handle -> handle.createQuery("""
                        with recursive t as (
                            (select tenant from item where status = 'open' order by tenant limit 1)
                            union all
                            select (select tenant from item where status = 'open' and tenant > t.tenant order by tenant limit 1)
                            from t where t.tenant is not null)
                        select tenant from t where tenant is not null limit 500
                        """).mapTo(String.class).list());
    }

    /** Campaigns of a tenant that have open items, in the same way. */
    public List<UUID> campaigns(String tenant) {
        return jdbi.withHandle(handle ->
                handle.createQuery("""
                        with recursive c as (
                            (select campaign_id from item where status = 'open' and campaign_id is not null and tenant = :tenant
                             order by campaign_id limit 1)
                            union all
                            select (select campaign_id from item where status = 'open' and campaign_id is not null
                                    and tenant = :tenant and campaign_id > c.campaign_id order by campaign_id limit 1)
                            from c where c.campaign_id is not null)
                        select campaign_id from c where campaign_id is not null limit 100
                        """).bind("tenant", tenant).mapTo(UUID.class).list());
    }

    public Optional<Item> item(UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from item where item_id = :id")
                .bind("id", id)
                .map(new ItemRow())
                .findOne());
    }

    /** The event that made a result. */
    public Optional<TryOnEvent> ending(UUID requestId) {
        return jdbi.withHandle(handle -> endings.of(handle, requestId));
    }

    public List<Item> items(Collection<UUID> ids) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from item where item_id = any(:ids) order by kind desc, entered_at")
                .bind("ids", ids.toArray(UUID[]::new))
                .map(new ItemRow())
                .list());
    }

    /** What an item was made again from, itself, and what was made again from it; oldest first. */
    public List<Item> lineage(Item item) {
        return jdbi.withHandle(handle -> {
            List<Item> line = new ArrayList<>(List.of(item));
            UUID parent = item.lineage().redoOf();
            while (parent != null && line.size() < LONGEST_LINEAGE) {
                Optional<Item> found = one(handle, parent);
                found.ifPresent(each -> line.add(0, each));
                parent = found.map(each -> each.lineage().redoOf()).orElse(null);
            }
            UUID child = item.lineage().redoRequestId();
            while (child != null && line.size() < LONGEST_LINEAGE) {
                Optional<Item> found = one(handle, child);
                found.ifPresent(line::add);
                child = found.map(each -> each.lineage().redoRequestId()).orElse(null);
            }
            return line;
        });
    }

    /** What was decided about an item, oldest first. */
    public List<PastDecision> history(UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from decision where item_id = :id order by item_version")
                .bind("id", id)
                .map((row, context) -> new PastDecision(
                        row.getString("stage"),
                        row.getString("verdict"),
                        row.getString("by_name"),
                        row.getString("by_role"),
                        row.getString("reason"),
                        row.getTimestamp("at").toInstant()))
                .list());
    }

    private static Optional<Item> one(Handle handle, UUID id) {
        return handle.createQuery("select * from item where item_id = :id")
                .bind("id", id)
                .map(new ItemRow())
                .findOne();
    }

    /** A place in the queue. */
    public record Place(Instant enteredAt, UUID id) {
        public static Place of(Item item) {
            return new Place(item.place().enteredAt(), item.id());
        }
    }

    /** One decision as the console shows it. */
    public record PastDecision(String stage, String verdict, String by, String role, String reason, Instant at) {}
}
