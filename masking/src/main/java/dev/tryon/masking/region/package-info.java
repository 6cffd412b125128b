/* SPDX-License-Identifier: Apache-2.0 */
/** From evidence and policy to the region that an expert may paint, and a verdict on it. */
@NullMarked
package dev.tryon.masking.region;

import org.jspecify.annotations.NullMarked;
