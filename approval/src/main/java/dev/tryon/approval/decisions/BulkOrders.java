/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.decisions;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tryon.approval.access.Reviewer;
import dev.tryon.approval.access.ReviewerJson;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/**
 * Many approvals at once, with time to think better of it: an order waits some seconds, in which it can be taken back as
 * if it had never been given, and is then decided item by item. An item that moved meanwhile is left out. Thread-safe.
 */
public final class BulkOrders {

    /** Most items of one order. */
    public static final int MOST_ITEMS = 500;

    private final Jdbi jdbi;
    private final Decisions decisions;
    private final Clock clock;
    private final Duration grace;

    /** @param grace how long an order can be taken back */
    public BulkOrders(Jdbi jdbi, Decisions decisions, Clock clock, Duration grace) {
        this.jdbi = jdbi;
        this.decisions = decisions;
        this.clock = clock;
        this.grace = grace;
    }

    public Duration grace() {
        return grace;
    }

    /** An item's version as the reviewer saw it. */
    public record Seen(UUID id, int version) {}

    /** Orders approvals; who may not decide an item is refused when it is carried out. */
    public UUID approve(Reviewer reviewer, List<Seen> items) {
        UUID order = UuidCreator.getTimeOrderedEpoch();
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into bulk_order (order_id, reviewer, item_ids, versions, execute_at)
                        values (:id, cast(:reviewer as jsonb), :items, :versions, :at)
                        """)
                .bind("id", order)
                .bind("reviewer", ReviewerJson.write(reviewer))
                .bind("items", items.stream().map(Seen::id).toArray(UUID[]::new))
                .bind("versions", items.stream().map(Seen::version).toArray(Integer[]::new))
                .bind("at", clock.instant().plus(grace))
                .execute());
        return order;
    }

    /** Takes an order back; false when it was carried out already, or is not this reviewer's. */
    public boolean undo(Reviewer reviewer, UUID order) {
        return jdbi.withHandle(handle -> handle.createUpdate(
                                "delete from bulk_order where order_id = :id and reviewer ->> 'name' = :name and execute_at > :now")
                        .bind("now", clock.instant())
                        .bind("id", order)
                        .bind("name", reviewer.name())
                        .execute())
                == 1;
    }

    /** Carries out what is due. An order is removed when it is done, so one that a crash cut short is gone through again. */
    public void run() {
        Optional<Order> due = jdbi.withHandle(handle -> handle.createQuery("""
                        select * from bulk_order where execute_at <= :now order by execute_at limit 1
                        """)
                .bind("now", clock.instant())
                .map((row, context) -> new Order(
                        row.getObject("order_id", UUID.class),
                        ReviewerJson.read(row.getString("reviewer")),
                        (UUID[]) row.getArray("item_ids").getArray(),
                        (Integer[]) row.getArray("versions").getArray()))
                .findOne());
        due.ifPresent(order -> {
            for (int i = 0; i < order.items().length; i++) {
                decisions.decide(order.reviewer(), order.items()[i], Wish.approve(order.versions()[i]));
            }
            jdbi.useHandle(handle -> handle.createUpdate("delete from bulk_order where order_id = :id")
                    .bind("id", order.id())
                    .execute());
        });
    }

    private record Order(UUID id, Reviewer reviewer, UUID[] items, Integer[] versions) {}
}
