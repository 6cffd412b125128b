/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Which faults come when, the same for a seed in every run: rounds of all kinds in an order that the seed shuffles, so that
 * no kind is left out of a long storm.
 *
 * @param blows in the order in which they fall
 */
record Storm(List<Blow> blows) {

    private static final Duration SHORTEST_CALM = Duration.ofSeconds(2);
    private static final Duration CALM_SPREAD = Duration.ofSeconds(6);
    private static final Duration SHORTEST = Duration.ofSeconds(3);
    private static final Duration SPREAD = Duration.ofSeconds(12);
    /** Longer than a lease of 15 s, or freezing would show nothing. */
    private static final Duration FROZEN = Duration.ofSeconds(20);

    private static final Duration FROZEN_SPREAD = Duration.ofSeconds(40);

    Storm {
        blows = List.copyOf(blows);
    }

    /**
     * One fault.
     *
     * @param calm from the end of the blow before
     * @param lasts how long the fault stays, for those that do
     * @param victim which of the processes of its kind, to be taken modulo their number
     */
    record Blow(Fault fault, Duration calm, Duration lasts, int victim) {}

    /** Faults of the given kinds, that many rounds of them. */
    static Storm of(long seed, List<Fault> kinds, int rounds) {
        Random random = new Random(seed);
        List<Blow> blows = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            List<Fault> order = new ArrayList<>(kinds);
            Collections.shuffle(order, random);
            for (Fault fault : order) {
                Duration lasts = fault == Fault.FREEZE_WORKER
                        ? between(random, FROZEN, FROZEN_SPREAD)
                        : between(random, SHORTEST, SPREAD);
                blows.add(new Blow(
                        fault, between(random, SHORTEST_CALM, CALM_SPREAD), lasts, random.nextInt(Integer.MAX_VALUE)));
            }
        }
        return new Storm(blows);
    }

    private static Duration between(Random random, Duration least, Duration spread) {
        return least.plusMillis(random.nextLong(spread.toMillis()));
    }
}
