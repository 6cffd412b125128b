/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tryon.approval.access.Reviewer;
import dev.tryon.approval.decisions.BulkOrders;
import dev.tryon.approval.decisions.Item;
import dev.tryon.approval.decisions.ItemQueries;
import dev.tryon.approval.decisions.QueueFilter;
import dev.tryon.approval.workflow.Workflows;
import dev.tryon.proto.ExpertNames;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** The queue: its page, the part of it that changes while one looks, and approvals of many at once. Thread-safe. */
final class QueueRoutes {

    static final int PAGE = 48;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ItemQueries items;
    private final Workflows workflows;
    private final BulkOrders bulk;
    private final Pages pages;
    private final Clock clock;

    QueueRoutes(ItemQueries items, Workflows workflows, BulkOrders bulk, Pages pages, Clock clock) {
        this.items = items;
        this.workflows = workflows;
        this.bulk = bulk;
        this.pages = pages;
        this.clock = clock;
    }

    void show(Context context) {
        pages.page(context, "queue.jte", Map.of("queue", view(context)));
    }

    /** What live updates put in place of what was shown. */
    void part(Context context) {
        pages.render(context, "queueList.jte", Map.of("queue", view(context)));
    }

    void approve(Context context) {
        List<BulkOrders.Seen> seen = seen(context.formParam("items"));
        if (seen.isEmpty() || seen.size() > BulkOrders.MOST_ITEMS) {
            throw new BadRequestResponse("Select 1 to " + BulkOrders.MOST_ITEMS + " items.");
        }
        UUID order = bulk.approve(Guard.session(context).reviewer(), seen);
        pages.render(context, "bulk.jte", Map.of("order", order, "count", seen.size(), "seconds", (int)
                bulk.grace().toSeconds()));
    }

    void undo(Context context) {
        boolean undone = bulk.undo(Guard.session(context).reviewer(), UUID.fromString(context.pathParam("order")));
        pages.render(context, "undone.jte", Map.of("undone", undone));
    }

    /** Tenants that a reviewer may choose from. */
    List<String> tenants(Reviewer reviewer) {
        Set<String> tenants = new TreeSet<>(reviewer.seesAll() ? items.tenants() : reviewer.tenants());
        tenants.remove("*");
        return List.copyOf(tenants);
    }

    private QueueView view(Context context) {
        Reviewer reviewer = Guard.session(context).reviewer();
        List<String> tenants = tenants(reviewer);
        QueueFilter filter = QueueAddress.read(context, reviewer, tenants);
        List<String> stages = workflows.stageNames(filter.kind());
        List<Item> page = items.page(filter, after(context), PAGE + 1);
        boolean more = page.size() > PAGE;
        List<Item> shown = more ? page.subList(0, PAGE) : page;
        return new QueueView(
                filter,
                QueueAddress.query(filter),
                shown,
                more ? ItemQueries.Place.of(shown.get(shown.size() - 1)) : null,
                new QueueView.Choices(
                        tenants,
                        stages,
                        items.counts(filter.tenant(), filter.kind(), stages),
                        items.campaigns(filter.tenant()),
                        ExpertNames.all()),
                clock.instant());
    }

    private static ItemQueries.@org.jspecify.annotations.Nullable Place after(Context context) {
        String entered = context.queryParam("entered");
        String id = context.queryParam("after");
        if (entered == null || id == null) {
            return null;
        }
        try {
            return new ItemQueries.Place(Instant.parse(entered), UUID.fromString(id));
        } catch (java.time.DateTimeException | IllegalArgumentException e) {
            throw new BadRequestResponse("This address names no place in the queue.");
        }
    }

    private static List<BulkOrders.Seen> seen(@org.jspecify.annotations.Nullable String json) {
        List<BulkOrders.Seen> seen = new ArrayList<>();
        try {
            for (JsonNode node : JSON.readTree(json == null ? "[]" : json)) {
                seen.add(new BulkOrders.Seen(
                        UUID.fromString(node.path("id").asText()),
                        node.path("version").asInt()));
            }
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new BadRequestResponse("items: not a list of id and version.");
        }
        return seen;
    }
}
