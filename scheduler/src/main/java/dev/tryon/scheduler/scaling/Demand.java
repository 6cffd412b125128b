/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.scaling;

/**
 * What is asked of a pool, in seconds of one device. Jobs that a worker has leased are in hand and not part of it, nor are
 * retries whose time has not come. Immutable.
 *
 * @param interactiveSeconds what shoppers wait for
 * @param interactiveLoad what shoppers ask for per second
 * @param bulkSeconds what campaigns have released and have yet to release
 * @param replicas workers there are
 * @param active whether anything waits or is under way
 */
public record Demand(
        double interactiveSeconds, double interactiveLoad, double bulkSeconds, int replicas, boolean active) {}
