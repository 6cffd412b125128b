/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.gateway.view;

import dev.tryon.producer.Submitted;
import dev.tryon.proto.Endings;
import dev.tryon.v1.TryOnEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known of one request: its events in order, of progress only the last. Immutable.
 *
 * @param tenant whose it is
 * @param events oldest first; empty when it was accepted here and nothing has been heard of it since
 * @param submitted where it was put, when it was accepted here
 */
public record RequestView(String tenant, List<TryOnEvent> events, Optional<Submitted> submitted) {
    public RequestView {
        events = List.copyOf(events);
    }

    RequestView with(TryOnEvent event) {
        List<TryOnEvent> all = new ArrayList<>(events);
        all.removeIf(TryOnEvent::hasProgress);
        all.add(event);
        return new RequestView(event.getTenant(), all, submitted);
    }

    /** Whether nothing more follows. */
    public boolean ended() {
        return events.stream().anyMatch(Endings::ends);
    }
}
