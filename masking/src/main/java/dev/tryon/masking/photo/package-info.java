/* SPDX-License-Identifier: Apache-2.0 */
/** Intake and output of pictures: what bytes are accepted, how they become pixels, and how pixels leave without a loss. */
@NullMarked
package dev.tryon.masking.photo;

import org.jspecify.annotations.NullMarked;
