/* SPDX-License-Identifier: Apache-2.0 */
/** What grows when nothing should: every process of the system under many small jobs. */
@NullMarked
package dev.tryon.bench.soak;

import org.jspecify.annotations.NullMarked;
