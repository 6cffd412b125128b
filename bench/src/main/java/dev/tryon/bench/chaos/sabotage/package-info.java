/* SPDX-License-Identifier: Apache-2.0 */
/** Workers that break a promise on purpose: a harness that does not catch them proves nothing. */
@NullMarked
package dev.tryon.bench.chaos.sabotage;

import org.jspecify.annotations.NullMarked;
