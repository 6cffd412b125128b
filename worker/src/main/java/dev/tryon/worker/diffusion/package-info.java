/* SPDX-License-Identifier: Apache-2.0 */
/** The device and the loop that keeps it busy. DJL stays in here. */
@NullMarked
package dev.tryon.worker.diffusion;

import org.jspecify.annotations.NullMarked;
