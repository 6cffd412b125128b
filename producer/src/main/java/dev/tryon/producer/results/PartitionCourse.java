/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.results;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** How a listener gets on in one partition: what is new to it, what it has had, and whether it rests. Not thread-safe. */
final class PartitionCourse {
    private static final Duration SHORTEST_REST = Duration.ofSeconds(1);
    private static final Duration LONGEST_REST = Duration.ofSeconds(30);

    private final TopicPartition partition;
    private final long firstNew;
    private final RecentIds seen;
    private Duration nextRest = SHORTEST_REST;
    private long restEnds;
    private boolean resting;

    /**
     * @param firstNew offset from which on events are delivered; what is read before it is known
     * @param remembered how many ids
     */
    PartitionCourse(TopicPartition partition, long firstNew, int remembered) {
        this.partition = partition;
        this.firstNew = firstNew;
        this.seen = new RecentIds(remembered);
    }

    boolean isNew(long offset) {
        return offset >= firstNew;
    }

    boolean knows(String id) {
        return seen.contains(id);
    }

    void remember(String id) {
        seen.add(id);
    }

    void wentWell() {
        nextRest = SHORTEST_REST;
    }

    /** Rests, twice as long as the last time when nothing went well since; returns what to pause. */
    List<TopicPartition> rest(long now) {
        resting = true;
        restEnds = now + nextRest.toNanos();
        Duration twice = nextRest.multipliedBy(2);
        nextRest = twice.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : twice;
        return List.of(partition);
    }

    /** What to read on, once the rest is over. */
    Optional<List<TopicPartition>> rested(long now) {
        if (!resting || now - restEnds < 0) {
            return Optional.empty();
        }
        resting = false;
        return Optional.of(List.of(partition));
    }
}
