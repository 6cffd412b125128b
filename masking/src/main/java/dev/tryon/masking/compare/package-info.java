/* SPDX-License-Identifier: Apache-2.0 */
/** How far our regions agree with reference masks, in figures. */
@NullMarked
package dev.tryon.masking.compare;

import org.jspecify.annotations.NullMarked;
