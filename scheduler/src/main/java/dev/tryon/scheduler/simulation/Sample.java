/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.simulation;

/**
 * A stretch of simulated time.
 *
 * @param second at which it ends
 * @param interactive jobs of shoppers that waited, at most
 * @param bulk released rows that waited, at most
 * @param unreleased rows that were not released, at the end
 * @param replicas that worked, on average
 * @param coming replicas that were ordered, on average
 * @param waitP95 seconds that 95 of 100 shoppers waited at most
 * @param cost of replicas up to the end
 */
record Sample(
        int second,
        long interactive,
        long bulk,
        long unreleased,
        double replicas,
        double coming,
        double waitP95,
        double cost) {}
