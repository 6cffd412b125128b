/* SPDX-License-Identifier: Apache-2.0 */
/** The same jobs through tryon's queue and through what others use, one after the other on the same machine. */
@NullMarked
package dev.tryon.bench.race;

import org.jspecify.annotations.NullMarked;
