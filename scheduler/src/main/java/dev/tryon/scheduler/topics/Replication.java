/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.topics;

/**
 * On how many brokers each topic lies.
 *
 * @param factor copies of each partition
 * @param minInsync copies that must have a record before a producer is told that it is stored
 */
public record Replication(int factor, int minInsync) {
    public Replication {
        if (factor < 1 || factor > Short.MAX_VALUE) {
            throw new IllegalArgumentException("replication factor must be at least 1, not " + factor);
        }
        if (minInsync < 1 || minInsync > factor) {
            throw new IllegalArgumentException("minimum of in-sync replicas must be 1 to " + factor
                    + " (the replication factor), not " + minInsync);
        }
    }

    /** One less than the factor from three on, so that one broker may be down; else one. */
    public static Replication of(int factor) {
        return new Replication(factor, factor < 3 ? 1 : factor - 1);
    }
}
