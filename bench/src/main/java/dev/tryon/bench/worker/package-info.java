/* SPDX-License-Identifier: Apache-2.0 */
/** How busy a worker keeps its device, who waits for whom, and what it leaves in memory. */
@NullMarked
package dev.tryon.bench.worker;

import org.jspecify.annotations.NullMarked;
