/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.retries;

import dev.tryon.v1.Expert;
import dev.tryon.v1.Retry;
import dev.tryon.v1.TryOnRequest;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.stream.Stream;

/**
 * The records of a partition that wait for their time, soonest first, by expert. Of the first {@code mostHeld} the whole
 * record is kept, of the others the place and the time: memory has a bound, and what is not kept is fetched when it is due.
 * Used by one thread.
 */
final class ParkedRetries {
    private final int mostHeld;
    private final Map<Expert, Queue<Parked>> queues = new EnumMap<>(Expert.class);
    private final Map<Long, WaitingRetry> held = new HashMap<>();

    private record Parked(long notBeforeMillis, long offset) implements Comparable<Parked> {
        @Override
        public int compareTo(Parked other) {
            int byTime = Long.compare(notBeforeMillis, other.notBeforeMillis);
            return byTime != 0 ? byTime : Long.compare(offset, other.offset);
        }
    }

    /** @param mostHeld whole records in memory */
    ParkedRetries(int mostHeld) {
        this.mostHeld = mostHeld;
    }

    void add(long offset, WaitingRetry waiting) {
        Retry retry = waiting.retry();
        // Rounded up: never before its time.
        long millis =
                retry.getNotBefore().getSeconds() * 1000 + (retry.getNotBefore().getNanos() + 999_999) / 1_000_000;
        queues.computeIfAbsent(expert(retry.getRequest()), expert -> new PriorityQueue<>())
                .add(new Parked(millis, offset));
        if (held.size() < mostHeld) {
            held.put(offset, waiting);
        }
    }

    int size() {
        return queues.values().stream().mapToInt(Queue::size).sum();
    }

    /** Where the first of an expert stands whose time has come. */
    OptionalLong due(Expert expert, Instant now) {
        Queue<Parked> queue = queues.get(expert);
        Parked first = queue == null ? null : queue.peek();
        return first != null && first.notBeforeMillis <= now.toEpochMilli()
                ? OptionalLong.of(first.offset)
                : OptionalLong.empty();
    }

    /** Takes the first of an expert out. */
    void removeFirst(Expert expert) {
        Queue<Parked> queue = queues.get(expert);
        if (queue != null) {
            queue.poll();
        }
    }

    /** When the first is due. */
    Optional<Instant> next() {
        return queues.values().stream()
                .map(Queue::peek)
                .flatMap(first ->
                        first == null ? Stream.empty() : Stream.of(Instant.ofEpochMilli(first.notBeforeMillis)))
                .min(Instant::compareTo);
    }

    /** The record at an offset, if it is in memory; it is not any more then. */
    Optional<WaitingRetry> release(long offset) {
        return Optional.ofNullable(held.remove(offset));
    }

    /** Whose pool a request waits for; unspecified when it has no such step. */
    static Expert expert(TryOnRequest request) {
        return request.getPosition() < request.getStepsCount()
                ? request.getSteps(request.getPosition()).getExpert()
                : Expert.EXPERT_UNSPECIFIED;
    }
}
