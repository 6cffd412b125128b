/* SPDX-License-Identifier: Apache-2.0 */
/** How good it is: benches under one command, their figures, and how they are printed. */
@NullMarked
package dev.tryon.bench;

import org.jspecify.annotations.NullMarked;
