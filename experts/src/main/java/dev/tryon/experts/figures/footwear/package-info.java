/* SPDX-License-Identifier: Apache-2.0 */
/** The product: a top as fabric, as a packshot and as worn. */
@NullMarked
package dev.tryon.experts.figures.footwear;

import org.jspecify.annotations.NullMarked;
