/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.cli;

import dev.tryon.producer.results.ResultsReader;
import dev.tryon.proto.Endings;
import dev.tryon.proto.cloudevents.CloudEvent;
import dev.tryon.v1.TryOnEvent;
import java.time.Duration;
import java.util.Optional;

/** Follows one request to its end on a reader, showing what happens. Not thread-safe; does not own the reader. */
final class Following {
    private static final Duration POLL = Duration.ofMillis(500);

    private final ResultsReader reader;
    private final EventOutput output;

    Following(ResultsReader reader, EventOutput output) {
        this.reader = reader;
        this.output = output;
    }

    /** The event that ends the request; empty when it has not ended in time. */
    Optional<TryOnEvent> toTheEnd(String requestId, Duration timeout) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < timeout.toNanos()) {
            for (CloudEvent<TryOnEvent> event : reader.poll(POLL)) {
                if (!event.subject().equals(requestId)) {
                    continue;
                }
                output.show(event.message());
                if (Endings.ends(event.message())) {
                    return Optional.of(event.message());
                }
            }
        }
        output.finish();
        return Optional.empty();
    }
}
