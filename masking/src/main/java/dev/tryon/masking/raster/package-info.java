/* SPDX-License-Identifier: Apache-2.0 */
/** Work on pixels that every other package shares: ownership of native memory, drawing, edges, components. */
@NullMarked
package dev.tryon.masking.raster;

import org.jspecify.annotations.NullMarked;
