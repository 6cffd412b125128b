/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.soak;

import java.util.List;

/**
 * Whether a measure grows once things have settled: the median of the last fifth of a run against that of its middle fifth.
 * Of what leaks with every job two fifths come between the two; what a heap, a pool or a cache takes until it is full has been
 * taken before the middle. Medians, since memory is a saw between collections.
 *
 * @param middle median of the middle fifth
 * @param last median of the last fifth
 */
record Trend(double middle, double last) {

    private static final double SHARE = 0.10;
    private static final int FEWEST = 25;

    /** @throws IllegalArgumentException when there are too few values to say anything */
    static Trend of(List<Double> values) {
        int count = values.size();
        if (count < FEWEST) {
            throw new IllegalArgumentException(count + " samples are too few for a trend, which takes " + FEWEST
                    + "; use more jobs or look more often");
        }
        return new Trend(
                median(values.subList(2 * count / 5, 3 * count / 5)), median(values.subList(4 * count / 5, count)));
    }

    /** Growth in the measure's unit; negative when it fell. */
    double growth() {
        return last - middle;
    }

    /**
     * Whether it grew by more than a tenth.
     *
     * @param noise growth in the measure's unit that means nothing: a connection pool breathes
     */
    boolean grows(double noise) {
        return growth() > Math.max(noise, SHARE * middle);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
