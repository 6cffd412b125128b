/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.why;

import dev.tryon.proto.Endings;
import dev.tryon.proto.FailureCodes;
import dev.tryon.v1.FailureCode;
import dev.tryon.v1.Retry;
import dev.tryon.v1.TryOnEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Why a request is where it is: what is known, and nothing that is not. Immutable.
 *
 * @param events of the request, oldest first
 * @param waiting where it stands, when it waits for a worker
 * @param parked when it comes back, when it waits for its time
 */
public record Why(List<TryOnEvent> events, Optional<Waiting> waiting, Optional<Retry> parked) {
    public Why {
        events = List.copyOf(events);
    }

    /** The event that ended it, if one did. */
    public Optional<TryOnEvent> end() {
        return events.stream().filter(Endings::ends).findFirst();
    }

    /** {@code queued}, {@code parked}, {@code running}, or how it ended: {@code completed}, {@code failed}, … */
    public String state() {
        if (end().isPresent()) {
            return end().get().getKindCase().name().toLowerCase(Locale.ROOT);
        }
        if (parked.isPresent()) {
            return "parked";
        }
        boolean begun = events.stream().anyMatch(event -> event.hasStarted() || event.hasProgress());
        return begun && waiting.isEmpty() ? "running" : "queued";
    }

    /** The same in a sentence or two. */
    public String text() {
        return WhyText.of(this);
    }

    /** What programs may want to know of it, by the names of docs/api.md. What is not known is left out. */
    public Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("state", state());
        members.put("why", text());
        waiting.ifPresent(place -> members.put("waiting", members(place)));
        parked.ifPresent(retry -> members.put("retry", members(retry)));
        end().ifPresent(event -> failure(event).ifPresent(found -> members.put("failure", found)));
        return members;
    }

    private static Map<String, Object> members(Waiting place) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("topic", place.topic());
        members.put("partition", place.partition());
        members.put("offset", place.offset());
        place.aheadAtMost().ifPresent(ahead -> members.put("ahead_at_most", ahead));
        place.ofTenant().ifPresent(own -> members.put("ahead_of_tenant", own));
        return members;
    }

    private static Map<String, Object> members(Retry retry) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("not_before", notBefore(retry).toString());
        members.put("attempt", Integer.toUnsignedLong(retry.getAttempt()));
        members.put("code", retry.getCode().name());
        members.put("message", retry.getMessage());
        return members;
    }

    private static Optional<Map<String, Object>> failure(TryOnEvent event) {
        return switch (event.getKindCase()) {
            case FAILED -> {
                Map<String, Object> members =
                        failure(event.getFailed().getCode(), event.getFailed().getMessage());
                members.put("field", event.getFailed().getField());
                yield Optional.of(members);
            }
            case DEAD_LETTERED ->
                Optional.of(failure(
                        event.getDeadLettered().getCode(),
                        event.getDeadLettered().getMessage()));
            default -> Optional.empty();
        };
    }

    private static Map<String, Object> failure(FailureCode code, String message) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("code", code.name());
        members.put("message", message);
        members.put("advice", FailureCodes.advice(code));
        members.put("retryable", FailureCodes.retryable(code));
        return members;
    }

    static Instant notBefore(Retry retry) {
        return Instant.ofEpochSecond(
                retry.getNotBefore().getSeconds(), retry.getNotBefore().getNanos());
    }
}
