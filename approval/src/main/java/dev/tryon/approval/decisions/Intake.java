/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.decisions;

import dev.tryon.approval.ledger.CompletedResults;
import dev.tryon.approval.workflow.ItemKind;
import dev.tryon.approval.workflow.Workflow;
import dev.tryon.approval.workflow.Workflows;
import dev.tryon.v1.Completed;
import dev.tryon.v1.Quality;
import dev.tryon.v1.TryOnEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Lets results in: each becomes an item, and so do the pictures that it was made from when they are seen first. Automatic
 * stages are gone through at once. Runs in the ledger's transaction; an item that is there already stays as it is, so a
 * rebuilt ledger changes nothing that was decided. Thread-safe.
 */
public final class Intake implements CompletedResults {

    private final ItemStore items;
    private final Workflows workflows;
    private final Announcements announcements;
    private final Clock clock;

    public Intake(ItemStore items, Workflows workflows, Announcements announcements, Clock clock) {
        this.items = items;
        this.workflows = workflows;
        this.announcements = announcements;
        this.clock = clock;
    }

    @Override
    public void take(Handle handle, List<TryOnEvent> completed) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Map<UUID, Arrival> arrivals = new LinkedHashMap<>();
        for (TryOnEvent event : completed) {
            Workflow workflow = workflows.forRequest(event.getWorkflow());
            List<Item> assets = Arrivals.assets(event, workflow, now);
            assets.forEach(asset -> arrivals.putIfAbsent(asset.id(), new Arrival(asset, Quality.getDefaultInstance())));
            Item result = Arrivals.result(event, workflow, assets, now);
            Completed made = event.getCompleted();
            arrivals.putIfAbsent(result.id(), new Arrival(result, made.getQuality()));
        }
        arrivals.keySet().removeAll(items.existing(handle, arrivals.keySet()));
        insertAssets(handle, arrivals, now);
        insertResults(handle, arrivals, now);
    }

    private void insertAssets(Handle handle, Map<UUID, Arrival> arrivals, Instant now) {
        items.insert(
                handle,
                arrivals.values().stream()
                        .filter(arrival -> arrival.item().kind() != ItemKind.RESULT)
                        .map(arrival -> new Course(workflow(arrival.item()), arrival.quality(), false, now)
                                .enter(arrival.item()))
                        .toList());
    }

    private void insertResults(Handle handle, Map<UUID, Arrival> arrivals, Instant now) {
        List<Arrival> results = arrivals.values().stream()
                .filter(arrival -> arrival.item().kind() == ItemKind.RESULT)
                .toList();
        Set<UUID> needed = new HashSet<>();
        results.forEach(arrival -> needed.addAll(arrival.item().assets()));
        Set<UUID> approved = items.approved(handle, needed);
        List<Course.Moved> moves = new ArrayList<>();
        Set<String> tenants = new HashSet<>();
        for (Arrival arrival : results) {
            Item item = arrival.item();
            tenants.add(item.tenant());
            moves.add(new Course(workflow(item), arrival.quality(), approved.containsAll(item.assets()), now)
                    .enter(item));
        }
        items.insert(handle, moves);
        announcements.arrived(handle, tenants);
    }

    private Workflow workflow(Item item) {
        return workflows.version(
                item.place().workflow().name(), item.place().workflow().version());
    }

    private record Arrival(Item item, Quality quality) {}
}
