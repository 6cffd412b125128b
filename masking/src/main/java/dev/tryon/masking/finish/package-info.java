/* SPDX-License-Identifier: Apache-2.0 */
/** From a painted crop to the files that are stored: stitched, encoded, checked and measured. */
@NullMarked
package dev.tryon.masking.finish;

import org.jspecify.annotations.NullMarked;
