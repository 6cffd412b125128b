/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.gateway.view;

import dev.tryon.proto.Endings;
import dev.tryon.v1.TryOnEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is known of one request: its events in order, of progress only the last. Immutable.
 *
 * @param tenant whose it is
 * @param events oldest first; empty when it was accepted here and nothing has been heard of it since
 */
public record RequestView(String tenant, List<TryOnEvent> events) {
    public RequestView {
        events = List.copyOf(events);
    }

    RequestView with(TryOnEvent event) {
        List<TryOnEvent> all = new ArrayList<>(events);
        all.removeIf(TryOnEvent::hasProgress);
        all.add(event);
        return new RequestView(event.getTenant(), all);
    }

    /** Whether nothing more follows. */
    public boolean ended() {
        return events.stream().anyMatch(Endings::ends);
    }

    /** {@code queued}, {@code running}, or how it ended: {@code completed}, {@code failed}, … */
    public String state() {
        return events.stream()
                .filter(Endings::ends)
                .findFirst()
                .map(end -> end.getKindCase().name().toLowerCase(Locale.ROOT))
                .orElse(
                        events.stream().anyMatch(event -> event.hasStarted() || event.hasProgress())
                                ? "running"
                                : "queued");
    }
}
