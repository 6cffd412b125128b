/* SPDX-License-Identifier: Apache-2.0 */
/** The product: cut out of its picture, understood as a garment, laid on the person. */
@NullMarked
package dev.tryon.masking.placement;

import org.jspecify.annotations.NullMarked;
