/* SPDX-License-Identifier: Apache-2.0 */
/** The third promise under a storm: every request ends exactly once, as far as anyone can see. */
@NullMarked
package dev.tryon.bench.chaos;

import org.jspecify.annotations.NullMarked;
