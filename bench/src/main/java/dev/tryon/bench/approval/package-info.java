/* SPDX-License-Identifier: Apache-2.0 */
/** How fast results are taken in, and how fast the queue's page is when there are a million items. */
@NullMarked
package dev.tryon.bench.approval;

import org.jspecify.annotations.NullMarked;
