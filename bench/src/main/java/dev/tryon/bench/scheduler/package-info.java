/* SPDX-License-Identifier: Apache-2.0 */
/** The scheduler measured: release rate and memory, and whether a small tenant waits for a large one. */
@NullMarked
package dev.tryon.bench.scheduler;

import org.jspecify.annotations.NullMarked;
