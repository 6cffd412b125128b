/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.ledger;

import dev.tryon.proto.Endings;
import dev.tryon.proto.ExpertNames;
import dev.tryon.proto.LaneNames;
import dev.tryon.proto.cloudevents.CloudEvent;
import dev.tryon.v1.Expert;
import dev.tryon.v1.Lane;
import dev.tryon.v1.TryOnEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Writes what was read into the ledger, together with how far that is, in one transaction: after a crash reading goes on
 * where the database is. An event that is there already changes nothing. All that is written follows from the events, so
 * reading the topic again makes the same rows. Thread-safe.
 */
public final class LedgerWriter {

    private final Jdbi jdbi;
    private final CompletedResults results;

    public LedgerWriter(Jdbi jdbi, CompletedResults results) {
        this.jdbi = jdbi;
        this.results = results;
    }

    /** Where to read on, of those partitions that were read before. */
    Map<TopicPartition, Long> positions() {
        return jdbi.withHandle(handle -> handle.createQuery("select * from consumed_position")
                .reduceRows(new LinkedHashMap<TopicPartition, Long>(), (positions, row) -> {
                    positions.put(
                            new TopicPartition(
                                    row.getColumn("topic", String.class), row.getColumn("partition", Integer.class)),
                            row.getColumn("next_offset", Long.class));
                    return positions;
                }));
    }

    /**
     * Writes a batch.
     *
     * @param expected where the reader took the database to be; -1: nowhere yet
     * @return what was new, and what could not be judged for want of its request
     * @throws FencedException when another service has read these partitions meanwhile, or the ledger was reset; nothing is written then
     */
    Written write(LedgerBatch batch, Map<TopicPartition, Long> expected) {
        return jdbi.inTransaction(handle -> {
            move(handle, batch, expected);
            Map<String, CloudEvent<TryOnEvent>> fresh = new LinkedHashMap<>(batch.events());
            fresh.keySet().removeAll(known(handle, fresh.keySet()));
            writeEvents(handle, fresh);
            writeRequests(handle, fresh);
            List<TryOnEvent> completed = fresh.values().stream()
                    .map(CloudEvent::message)
                    .filter(TryOnEvent::hasCompleted)
                    .toList();
            List<TryOnEvent> judged = completed.stream()
                    .filter(event -> event.hasRequest() && event.getRequest().getStepsCount() > 0)
                    .toList();
            if (!judged.isEmpty()) {
                results.take(handle, judged);
            }
            return new Written(fresh.size(), judged.size(), completed.size() - judged.size());
        });
    }

    private static void move(Handle handle, LedgerBatch batch, Map<TopicPartition, Long> expected) {
        batch.next().forEach((partition, next) -> {
            int moved = handle.createUpdate("""
                            insert into consumed_position as p (topic, partition, next_offset)
                            values (:topic, :partition, :next)
                            on conflict (topic, partition) do update set next_offset = :next
                            where p.next_offset = :expected
                            """)
                    .bind("topic", partition.topic())
                    .bind("partition", partition.partition())
                    .bind("expected", expected.getOrDefault(partition, -1L))
                    .bind("next", next)
                    .execute();
            if (moved != 1) {
                throw new FencedException(partition.toString());
            }
        });
    }

    private static Set<String> known(Handle handle, Set<String> ids) {
        return new HashSet<>(handle.createQuery("select event_id from ledger_event where event_id = any(:ids)")
                .bind("ids", ids.toArray(String[]::new))
                .mapTo(String.class)
                .list());
    }

    private static void writeEvents(Handle handle, Map<String, CloudEvent<TryOnEvent>> fresh) {
        if (fresh.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch(
                "insert into ledger_event (event_id, request_id, kind, at) values (:id, :request, :kind, cast(:at as timestamptz))");
        fresh.forEach((id, event) -> batch.bind("id", id)
                .bind("request", UUID.fromString(event.subject()))
                .bind("kind", kind(event.message()))
                .bind("at", at(event.message()))
                .add());
        batch.execute();
    }

    private static void writeRequests(Handle handle, Map<String, CloudEvent<TryOnEvent>> fresh) {
        Map<String, List<TryOnEvent>> byRequest = new LinkedHashMap<>();
        fresh.values()
                .forEach(event -> byRequest
                        .computeIfAbsent(event.subject(), id -> new ArrayList<>())
                        .add(event.message()));
        if (byRequest.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("""
                insert into ledger_request as r (request_id, tenant, lane, expert, campaign_id, workflow, state, position,
                                                 step_count, first_at, last_at, ended_at, redo_of, ending)
                values (:id, :tenant, :lane, :expert, cast(:campaign as uuid), :workflow, :state, :position,
                        :steps, cast(:first as timestamptz), cast(:last as timestamptz), cast(:ended as timestamptz), cast(:redoOf as uuid), cast(:ending as bytea))
                on conflict (request_id) do update set
                    state = excluded.state, position = excluded.position, expert = excluded.expert,
                    last_at = greatest(r.last_at, excluded.last_at), ended_at = excluded.ended_at,
                    redo_of = coalesce(excluded.redo_of, r.redo_of), ending = excluded.ending
                where r.ended_at is null
                """);
        byRequest.forEach((id, events) -> {
            // The first end counts; what comes after it is a straggler.
            TryOnEvent last = events.stream().filter(Endings::ends).findFirst().orElse(events.get(events.size() - 1));
            boolean ended = Endings.ends(last);
            String redoOf = last.getRequest().getRedoOf();
            batch.bind("id", UUID.fromString(id))
                    .bind("tenant", last.getTenant())
                    .bind(
                            "lane",
                            last.getLane() == Lane.LANE_UNSPECIFIED || last.getLane() == Lane.UNRECOGNIZED
                                    ? ""
                                    : LaneNames.name(last.getLane()))
                    .bind("expert", expert(last))
                    .bind("campaign", last.getCampaignId().isEmpty() ? null : UUID.fromString(last.getCampaignId()))
                    .bind("workflow", last.getWorkflow())
                    .bind("state", kind(last))
                    .bind("position", last.getPosition())
                    .bind("steps", last.getStepCount())
                    .bind("first", at(events.get(0)))
                    .bind("last", at(last))
                    .bind("ended", ended ? at(last) : null)
                    .bind("redoOf", redoOf.isEmpty() ? null : UUID.fromString(redoOf))
                    .bind("ending", ended ? last.toByteArray() : null)
                    .add();
        });
        batch.execute();
    }

    private static String kind(TryOnEvent event) {
        return event.getKindCase().name().toLowerCase(Locale.ROOT);
    }

    private static String expert(TryOnEvent event) {
        Expert expert = event.getExpert();
        return expert == Expert.EXPERT_UNSPECIFIED || expert == Expert.UNRECOGNIZED ? "" : ExpertNames.name(expert);
    }

    private static Instant at(TryOnEvent event) {
        return Instant.ofEpochSecond(event.getAt().getSeconds(), event.getAt().getNanos());
    }

    /**
     * What a batch added.
     *
     * @param events that were not there before
     * @param judged results that became items
     * @param unjudged results whose event does not carry its request
     */
    record Written(int events, int judged, int unjudged) {}

    /** The database is not where its reader took it to be. */
    static final class FencedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FencedException(String partition) {
            super("the ledger is not where this service left it on " + partition);
        }
    }
}
