/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.results;

import dev.tryon.platform.kafka.TopicTail;
import dev.tryon.producer.RequestIds;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/** Where to begin reading topics that need no group. */
public sealed interface ReadFrom extends TopicTail.From {
    /** Everything that Kafka still has. */
    static ReadFrom beginning() {
        return new Beginning();
    }

    /** Only what comes from now on. */
    static ReadFrom now() {
        return new Now();
    }

    /** What was written at an instant or later, by the clocks of those who wrote it. */
    static ReadFrom since(Instant instant) {
        return new Since(instant);
    }

    /** Where the events of a request begin: its id says when it was made, or else everything is read. */
    static ReadFrom eventsOf(String requestId) {
        // The id was made by another clock than those that date the events: allow for five minutes between them.
        return RequestIds.madeAt(requestId)
                .map(madeAt -> since(madeAt.minus(Duration.ofMinutes(5))))
                .orElseGet(ReadFrom::beginning);
    }

    @Override
    default Map<TopicPartition, Long> positions(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        if (this instanceof Beginning) {
            return BEGINNING.positions(consumer, ends);
        }
        if (this instanceof Since since) {
            long millis = since.instant().toEpochMilli();
            Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(
                    ends.keySet().stream().collect(Collectors.toMap(Function.identity(), partition -> millis)));
            Map<TopicPartition, Long> positions = new HashMap<>(ends);
            found.forEach((partition, at) -> {
                // Null: nothing that young yet.
                if (at != null) {
                    positions.put(partition, at.offset());
                }
            });
            return positions;
        }
        return ends;
    }

    /** Everything that Kafka still has. */
    record Beginning() implements ReadFrom {}

    /** Only what comes from now on. */
    record Now() implements ReadFrom {}

    /**
     * What was written at an instant or later.
     *
     * @param instant by the clocks of those who wrote it
     */
    record Since(Instant instant) implements ReadFrom {}
}
