/* SPDX-License-Identifier: Apache-2.0 */
/** Putting what an expert painted back into the photo, proving that nothing else moved, and measuring how well it sits. */
@NullMarked
package dev.tryon.masking.stitch;

import org.jspecify.annotations.NullMarked;
