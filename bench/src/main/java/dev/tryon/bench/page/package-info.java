/* SPDX-License-Identifier: Apache-2.0 */
/** docs/performance.md: made from the figures that benches wrote, beside the bars that the project holds them to. */
@NullMarked
package dev.tryon.bench.page;

import org.jspecify.annotations.NullMarked;
