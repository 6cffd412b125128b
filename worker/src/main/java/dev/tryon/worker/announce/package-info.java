/* SPDX-License-Identifier: Apache-2.0 */
/** Telling the world what happened. */
@NullMarked
package dev.tryon.worker.announce;

import org.jspecify.annotations.NullMarked;
