/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.scaling;

import java.time.Duration;

/**
 * Goals, and how reluctantly replicas are taken away. Immutable.
 *
 * @param downAfter how long fewer must have sufficed
 * @param zeroAfter how long nothing must have been to do before the last one goes
 */
public record ScalingSettings(ScalingGoals goals, Duration downAfter, Duration zeroAfter) {}
