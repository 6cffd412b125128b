/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.simulation;

import java.util.SplittableRandom;

/** How many come in a second: Poisson, the same for the same seed. Used by one thread. */
final class Arrivals {
    private static final double LARGE = 40;

    private final SplittableRandom random;

    Arrivals(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Knuth's product of uniforms for few; for many the normal distribution that Poisson's comes close to. */
    long count(double mean) {
        if (mean <= 0) {
            return 0;
        }
        if (mean > LARGE) {
            return Math.max(0, Math.round(mean + Math.sqrt(mean) * gaussian()));
        }
        double limit = Math.exp(-mean);
        long count = -1;
        for (double product = 1; product > limit; count++) {
            product *= random.nextDouble();
        }
        return Math.max(0, count);
    }

    /** Box and Muller, 1958. */
    private double gaussian() {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }
}
