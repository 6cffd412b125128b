/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.webhook.outbox;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Which call is made next: of those whose time has come, hosts take turns, and of one host only so many are made at a time.
 * So an endpoint that is slow or away keeps its own calls waiting, and a bounded share of everything. Used by one thread.
 */
final class CallQueue {
    private final int atATime;
    private final int perHost;
    private final PriorityQueue<Later> later = new PriorityQueue<>();
    // Hosts in the order of their turns.
    private final Map<String, Deque<PendingCall>> ready = new LinkedHashMap<>();
    private final Map<String, Integer> inHandByHost = new HashMap<>();
    // Of every call that waits or is in hand.
    private final Map<String, Integer> partitions = new HashMap<>();
    private int inHand;
    private long added;

    /** A call with its number, so that of two for the same instant the first comes first. */
    private record Later(PendingCall call, long number) implements Comparable<Later> {
        @Override
        public int compareTo(Later other) {
            int byTime = call.notBefore().compareTo(other.call.notBefore());
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    /** @param perHost calls at a time to one host, of {@code atATime} in all */
    CallQueue(int atATime, int perHost) {
        this.atATime = atATime;
        this.perHost = perHost;
    }

    /** Adds a call; of a request that is there already the new one counts for nothing. */
    void add(PendingCall call) {
        if (partitions.putIfAbsent(call.requestId(), call.partition()) == null) {
            later.add(new Later(call, added++));
        }
    }

    boolean contains(String requestId) {
        return partitions.containsKey(requestId);
    }

    /** The next call to make, which is in hand then; empty when there is none now. */
    Optional<PendingCall> next(Instant now) {
        for (Later first = later.peek();
                first != null && !first.call.notBefore().isAfter(now);
                first = later.peek()) {
            later.remove();
            ready.computeIfAbsent(first.call.host(), host -> new ArrayDeque<>()).add(first.call);
        }
        if (inHand >= atATime) {
            return Optional.empty();
        }
        for (Iterator<Map.Entry<String, Deque<PendingCall>>> turns =
                        ready.entrySet().iterator();
                turns.hasNext(); ) {
            Map.Entry<String, Deque<PendingCall>> turn = turns.next();
            String host = turn.getKey();
            if (inHandByHost.getOrDefault(host, 0) < perHost) {
                Deque<PendingCall> calls = turn.getValue();
                PendingCall call = calls.remove();
                turns.remove();
                if (!calls.isEmpty()) {
                    ready.put(host, calls); // Its next turn comes after all others.
                }
                inHandByHost.merge(host, 1, Integer::sum);
                inHand++;
                return Optional.of(call);
            }
        }
        return Optional.empty();
    }

    /** A call is in hand no more. */
    void finished(PendingCall call) {
        inHand--;
        inHandByHost.computeIfPresent(call.host(), (host, count) -> count == 1 ? null : count - 1);
        partitions.remove(call.requestId());
    }

    /** Forgets what waits of a partition; what is in hand stays there. */
    void drop(int partition) {
        later.removeIf(waiting -> forgotten(waiting.call, partition));
        ready.values().removeIf(calls -> {
            calls.removeIf(call -> forgotten(call, partition));
            return calls.isEmpty();
        });
    }

    private boolean forgotten(PendingCall call, int partition) {
        if (call.partition() != partition) {
            return false;
        }
        partitions.remove(call.requestId());
        return true;
    }

    /** Calls that wait or are in hand. */
    int size() {
        return partitions.size();
    }

    int inHand() {
        return inHand;
    }
}
