/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.results;

import dev.tryon.proto.Endings;
import dev.tryon.proto.cloudevents.CloudEvent;
import dev.tryon.v1.TryOnEvent;
import java.time.Duration;
import java.util.Optional;

/** Waits for the end of one request. Stateless. */
public final class RequestEnd {
    private RequestEnd() {}

    /**
     * The event that ends a request, as far as the reader has not passed it yet.
     *
     * @return empty when it has not ended in time
     * @throws dev.tryon.producer.KafkaUnavailableException when tryon.results cannot be read
     */
    public static Optional<TryOnEvent> await(ResultsReader reader, String requestId, Duration timeout) {
        long start = System.nanoTime();
        Duration left = timeout;
        while (!left.isNegative() && !left.isZero()) {
            for (CloudEvent<TryOnEvent> event : reader.poll(left)) {
                if (event.subject().equals(requestId) && Endings.ends(event.message())) {
                    return Optional.of(event.message());
                }
            }
            left = timeout.minusNanos(System.nanoTime() - start);
        }
        return Optional.empty();
    }
}
