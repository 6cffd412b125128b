/* SPDX-License-Identifier: Apache-2.0 */
/** The part of a picture that an expert sees: where it lies, and the way there and back. */
@NullMarked
package dev.tryon.masking.crop;

import org.jspecify.annotations.NullMarked;
