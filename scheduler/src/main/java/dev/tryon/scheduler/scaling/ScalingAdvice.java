/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.scaling;

/**
 * What a pool should have.
 *
 * @param replicas workers
 * @param active whether it should run at all
 */
public record ScalingAdvice(int replicas, boolean active) {
    /** Before anything is known. */
    public static final ScalingAdvice UNKNOWN = new ScalingAdvice(0, false);
}
