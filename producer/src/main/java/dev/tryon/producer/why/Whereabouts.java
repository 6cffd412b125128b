/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.why;

import dev.tryon.producer.Submitted;
import dev.tryon.v1.Retry;
import dev.tryon.v1.TryOnEvent;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * Why requests are where they are, from what this process has at hand: for every call, unlike {@link RequestSearch}.
 * Thread-safe; owns nothing.
 */
public final class Whereabouts {
    private final LanePlaces places;
    private final RetryBoard retries;

    public Whereabouts(LanePlaces places, RetryBoard retries) {
        this.places = places;
        this.retries = retries;
    }

    /**
     * Why a request is where it is.
     *
     * @param events of it, oldest first
     * @param submitted where it was put, if that is known here
     * @return completes normally
     */
    public CompletableFuture<Why> of(String requestId, List<TryOnEvent> events, Optional<Submitted> submitted) {
        Why told = new Why(events, Optional.empty(), Optional.empty());
        if (told.end().isPresent()) {
            return CompletableFuture.completedFuture(told);
        }
        Optional<Retry> parked = retries.parked(requestId);
        if (parked.isPresent() || !events.isEmpty() || submitted.isEmpty()) {
            return CompletableFuture.completedFuture(new Why(events, Optional.empty(), parked));
        }
        Submitted place = submitted.get();
        return places.start(new TopicPartition(place.topic(), place.partition()))
                .thenApply(start -> new Why(
                        events,
                        Optional.of(Waiting.byOffsets(place.topic(), place.partition(), place.offset(), start)),
                        Optional.empty()));
    }
}
