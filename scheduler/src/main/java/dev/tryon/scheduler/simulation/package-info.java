/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The same scaling and fairness code as in production on a virtual clock: what would a day like this one cost, and who would
 * wait? See {@link dev.tryon.scheduler.simulation.Simulation}.
 */
@NullMarked
package dev.tryon.scheduler.simulation;

import org.jspecify.annotations.NullMarked;
