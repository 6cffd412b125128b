/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.console;

import dev.tryon.approval.access.Reviewer;
import dev.tryon.approval.decisions.Item;
import dev.tryon.approval.decisions.ItemQueries;
import dev.tryon.approval.decisions.QueueFilter;
import dev.tryon.approval.workflow.Stage;
import dev.tryon.approval.workflow.Workflow;
import dev.tryon.approval.workflow.Workflows;
import dev.tryon.v1.TryOnEvent;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** An item's page. Thread-safe. */
final class ItemRoutes {

    private final ItemQueries items;
    private final Workflows workflows;
    private final Pages pages;
    private final Clock clock;

    ItemRoutes(ItemQueries items, Workflows workflows, Pages pages, Clock clock) {
        this.items = items;
        this.workflows = workflows;
        this.pages = pages;
        this.clock = clock;
    }

    void show(Context context) {
        pages.page(
                context,
                "item.jte",
                Map.of(
                        "view",
                        view(context, visible(context)),
                        "done",
                        Optional.ofNullable(context.queryParam("done")).orElse("")));
    }

    /** An item that this reviewer may see; another tenant's is as little there as one that does not exist. */
    Item visible(Context context) {
        Reviewer reviewer = Guard.session(context).reviewer();
        return id(context)
                .flatMap(items::item)
                .filter(item -> reviewer.sees(item.tenant()))
                .orElseThrow(() -> new NotFoundResponse("There is no such item."));
    }

    static Optional<UUID> id(Context context) {
        try {
            return Optional.of(UUID.fromString(context.pathParam("id")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The next item of the queue that an item was opened from. */
    Optional<Item> next(Context context, Item item) {
        return items.neighbour(filter(context, item), ItemQueries.Place.of(item), true);
    }

    /** The queue of an item when its page was opened without one: its own stage. */
    static QueueFilter filter(Context context, Item item) {
        if (context.queryParam("tenant") != null) {
            return QueueAddress.read(context, Guard.session(context).reviewer(), List.of());
        }
        return new QueueFilter(item.tenant(), item.kind(), item.stage(), null, null);
    }

    private ItemView view(Context context, Item item) {
        Reviewer reviewer = Guard.session(context).reviewer();
        QueueFilter filter = filter(context, item);
        ItemQueries.Place place = ItemQueries.Place.of(item);
        Workflow workflow = workflows.version(
                item.place().workflow().name(), item.place().workflow().version());
        Optional<Stage> stage = workflow.stage(item.kind(), item.stage());
        TryOnEvent event = items.ending(item.id()).orElse(null);
        return new ItemView(
                item,
                event,
                workflow,
                new ItemView.Context(items.items(item.assets()), items.lineage(item), items.history(item.id())),
                new ItemView.Place(
                        QueueAddress.query(filter),
                        items.neighbour(filter, place, false).map(Item::id).orElse(null),
                        items.neighbour(filter, place, true).map(Item::id).orElse(null),
                        stage.map(each -> mayDecide(reviewer, item, each)).orElse(false),
                        stage.map(each -> each.rule().text(each.people().roles()))
                                .orElse("")),
                clock.instant());
    }

    private static boolean mayDecide(Reviewer reviewer, Item item, Stage stage) {
        List<String> may = new java.util.ArrayList<>(stage.people().roles());
        if (item.place().escalated()) {
            may.addAll(stage.people().escalateTo());
        }
        return may.stream().anyMatch(reviewer.roles()::contains);
    }

    /** For a part of the page that says how an item stands now. */
    Map<String, Object> standing(Item item, String text) {
        Map<String, Object> values = new HashMap<>();
        values.put("item", item);
        values.put("text", text);
        values.put("now", clock.instant());
        return values;
    }
}
