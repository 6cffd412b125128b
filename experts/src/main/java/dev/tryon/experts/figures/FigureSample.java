/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures;

import dev.tryon.experts.figures.raster.Canvas;

/**
 * One drawn pair.
 *
 * @param photo the person wearing the product
 * @param before the same picture with another product
 * @param product the product alone
 * @param evidence what is known of the photo; its silhouette is that of {@code photo}
 */
record FigureSample(Canvas photo, Canvas before, Canvas product, Evidence evidence) {}
