/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench;

import java.util.ArrayList;
import java.util.List;

/** Times of the same work, in milliseconds. Not thread-safe. */
public final class Samples {
    private final List<Double> values = new ArrayList<>();

    /** Work that is timed; what it throws ends the bench. */
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    public void time(Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        add((System.nanoTime() - start) / 1e6);
    }

    public void add(double milliseconds) {
        values.add(milliseconds);
    }

    public int count() {
        return values.size();
    }

    public double median() {
        return quantile(0.5);
    }

    /** By linear interpolation between the sorted values; {@code share} in [0, 1]. */
    public double quantile(double share) {
        if (values.isEmpty()) {
            throw new IllegalStateException("nothing was measured");
        }
        List<Double> sorted = values.stream().sorted().toList();
        double place = share * (sorted.size() - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.size() - 1);
        return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
    }
}
