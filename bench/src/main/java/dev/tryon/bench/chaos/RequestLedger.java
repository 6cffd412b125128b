/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.chaos;

import dev.tryon.proto.Endings;
import dev.tryon.proto.cloudevents.CloudEvent;
import dev.tryon.v1.Completed;
import dev.tryon.v1.TryOnEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The book of a storm: every request that Kafka accepted, and everything that was announced of it, duplicates included.
 * Used by one thread.
 */
public final class RequestLedger {

    private final Set<String> accepted = new HashSet<>();
    private final Set<String> ofCampaigns = new HashSet<>();
    private final Map<String, List<CloudEvent<TryOnEvent>>> ends = new HashMap<>();
    private final List<End> firstEnds = new ArrayList<>();
    private int open;

    /** When a request was first seen to have ended. */
    private record End(String requestId, Instant seen) {}

    /** What the book says at the end. */
    public record Verdict(
            int requests, Set<String> lost, Set<String> conflicting, int duplicates, Set<String> unrecognisable) {
        boolean clean() {
            return lost.isEmpty() && conflicting.isEmpty() && unrecognisable.isEmpty();
        }
    }

    void accept(String requestId) {
        if (accepted.add(requestId) && !ends.containsKey(requestId)) {
            open++;
        }
    }

    /** A row of a campaign that Kafka has accepted. */
    void acceptRow(String requestId) {
        accept(requestId);
        ofCampaigns.add(requestId);
    }

    /** @param seen when it was read */
    void see(CloudEvent<TryOnEvent> event, Instant seen) {
        if (Endings.ends(event.message())) {
            List<CloudEvent<TryOnEvent>> before = ends.computeIfAbsent(event.subject(), id -> new ArrayList<>());
            if (before.isEmpty()) {
                firstEnds.add(new End(event.subject(), seen));
                open -= accepted.contains(event.subject()) ? 1 : 0;
            }
            before.add(event);
        }
    }

    /** Accepted requests that have not ended. */
    int open() {
        return open;
    }

    /** Requests that have ended. */
    int ended() {
        return ends.size();
    }

    /** Accepted requests. */
    Set<String> accepted() {
        return Set.copyOf(accepted);
    }

    /** The first end of any request that was seen after an instant. */
    Optional<Instant> firstEndAfter(Instant instant) {
        return firstEndAfter(instant, end -> true);
    }

    /** The first end of a campaign's row that was seen after an instant. */
    Optional<Instant> firstRowEndAfter(Instant instant) {
        return firstEndAfter(instant, end -> ofCampaigns.contains(end.requestId));
    }

    private Optional<Instant> firstEndAfter(Instant instant, Predicate<End> which) {
        return firstEnds.stream()
                .filter(which)
                .map(End::seen)
                .filter(seen -> seen.isAfter(instant))
                .min(Instant::compareTo);
    }

    /** What a listener would act on, of every request that has ended. */
    Map<String, String> outcomes() {
        Map<String, String> outcomes = new HashMap<>();
        ends.forEach((id, events) -> outcomes.put(id, outcome(events.get(0).message())));
        return outcomes;
    }

    /** One completion of every request that completed, by request. */
    Map<String, Completed> completed() {
        Map<String, Completed> completed = new LinkedHashMap<>();
        ends.forEach((id, events) -> events.stream()
                .map(CloudEvent::message)
                .filter(TryOnEvent::hasCompleted)
                .findFirst()
                .ifPresent(event -> completed.put(id, event.getCompleted())));
        return completed;
    }

    /** The kinds of end, with how many requests ended so. */
    Map<String, Integer> kinds() {
        Map<String, Integer> kinds = new LinkedHashMap<>();
        ends.values().forEach(events -> kinds.merge(events.get(0).type(), 1, Integer::sum));
        return kinds;
    }

    Verdict verdict() {
        Set<String> lost = new TreeSet<>(accepted);
        lost.removeAll(ends.keySet());
        Set<String> conflicting = new TreeSet<>();
        Set<String> unrecognisable = new TreeSet<>();
        int duplicates = 0;
        for (String id : accepted) {
            List<CloudEvent<TryOnEvent>> events = ends.getOrDefault(id, List.of());
            duplicates += Math.max(0, events.size() - 1);
            if (events.stream()
                            .map(event -> outcome(event.message()))
                            .distinct()
                            .count()
                    > 1) {
                conflicting.add(id);
            } else if (events.stream().map(CloudEvent::id).distinct().count() > 1) {
                unrecognisable.add(id);
            }
        }
        return new Verdict(accepted.size(), lost, conflicting, duplicates, unrecognisable);
    }

    /** What a listener would act on: the kind of end and, when there is one, the picture. */
    static String outcome(TryOnEvent event) {
        String picture = event.hasCompleted()
                ? event.getCompleted().getResult().getUri() + " "
                        + event.getCompleted().getResult().getSha256()
                : "";
        return event.getKindCase() + " " + picture;
    }
}
