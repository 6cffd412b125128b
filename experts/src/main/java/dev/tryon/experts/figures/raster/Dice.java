/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.raster;

import java.util.List;
import java.util.SplittableRandom;

/** Seeded chance. Every part of a drawing splits off its own, so that a change in one part leaves the others as they were. Not thread-safe. */
public final class Dice {
    private final SplittableRandom random;

    public Dice(long seed) {
        this(new SplittableRandom(seed));
    }

    private Dice(SplittableRandom random) {
        this.random = random;
    }

    public Dice split() {
        return new Dice(random.split());
    }

    public double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** Between low and high, with the middle more likely (the mean of two throws). */
    public double around(double low, double high) {
        return low + (high - low) * (random.nextDouble() + random.nextDouble()) / 2;
    }

    public int integer(int low, int highInclusive) {
        return random.nextInt(low, highInclusive + 1);
    }

    public boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    public <T> T pick(List<T> things) {
        return things.get(random.nextInt(things.size()));
    }

    /** −1 or 1. */
    public int side() {
        return random.nextBoolean() ? 1 : -1;
    }
}
