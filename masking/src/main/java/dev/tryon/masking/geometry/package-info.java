/* SPDX-License-Identifier: Apache-2.0 */
/** Points and frames in the plane, in pixels; y grows downwards. */
@NullMarked
package dev.tryon.masking.geometry;

import org.jspecify.annotations.NullMarked;
