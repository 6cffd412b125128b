/* SPDX-License-Identifier: Apache-2.0 */
/** What may change in a picture: from a photo and a product to the tensors that an expert paints from. */
@NullMarked
package dev.tryon.masking;

import org.jspecify.annotations.NullMarked;
