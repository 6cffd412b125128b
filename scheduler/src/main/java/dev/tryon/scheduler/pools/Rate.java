/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.pools;

import java.time.Instant;

/**
 * Happenings per second over the last minute, or over the last ten seconds when that is more: quick to rise, slow to fall.
 * Cells of five seconds; the one under way counts with what it has. Not thread-safe.
 */
public final class Rate {
    private static final int CELLS = 12;
    private static final int CELL_SECONDS = 5;

    private final long[] counts = new long[CELLS];
    private long cell = Long.MIN_VALUE;
    private double first = Double.NaN;

    public void add(long count, Instant now) {
        advance(now);
        if (Double.isNaN(first)) {
            first = seconds(now);
        }
        counts[(int) Math.floorMod(cell, (long) CELLS)] += count;
    }

    public double perSecond(Instant now) {
        advance(now);
        return Double.isNaN(first) ? 0 : Math.max(over(CELLS, now), over(2, now));
    }

    private double over(int cells, Instant now) {
        long sum = 0;
        for (int i = 0; i < cells; i++) {
            sum += counts[(int) Math.floorMod(cell - i, (long) CELLS)];
        }
        double inCell = seconds(now) - (double) cell * CELL_SECONDS;
        double span = Math.min((cells - 1) * CELL_SECONDS + inCell, seconds(now) - first);
        return sum / Math.max(span, 1);
    }

    private void advance(Instant now) {
        long next = Math.floorDiv(now.getEpochSecond(), (long) CELL_SECONDS);
        if (cell == Long.MIN_VALUE || next - cell >= CELLS) {
            java.util.Arrays.fill(counts, 0);
        } else {
            for (long passed = cell + 1; passed <= next; passed++) {
                counts[(int) Math.floorMod(passed, (long) CELLS)] = 0;
            }
        }
        cell = Math.max(cell, next);
    }

    private static double seconds(Instant now) {
        return now.getEpochSecond() + now.getNano() / 1e9;
    }
}
