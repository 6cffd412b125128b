/* SPDX-License-Identifier: Apache-2.0 */
/**
 * How many workers a pool needs. {@link dev.tryon.scheduler.scaling.ScalingGoals} decides and knows neither Kafka nor a
 * clock, so that the simulation runs the same code; {@link dev.tryon.scheduler.scaling.ExternalScalerService} tells KEDA.
 */
@NullMarked
package dev.tryon.scheduler.scaling;

import org.jspecify.annotations.NullMarked;
