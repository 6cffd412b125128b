/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures;

import dev.tryon.experts.figures.raster.Canvas;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One drawn pair.
 *
 * @param photo the person wearing the product
 * @param another paints the same picture with another product; training needs none
 * @param product the product alone
 * @param evidence what is known of the photo; its silhouette is that of {@code photo}
 * @param productEvidence the same of the product's picture, where that shows a person; or null
 */
record FigureSample(
        Canvas photo,
        Supplier<Canvas> another,
        Canvas product,
        Evidence evidence,
        @Nullable Evidence productEvidence) {
    FigureSample(Canvas photo, Canvas before, Canvas product, Evidence evidence, @Nullable Evidence productEvidence) {
        this(photo, () -> before, product, evidence, productEvidence);
    }

    /** Of a product that is a thing. */
    FigureSample(Canvas photo, Canvas before, Canvas product, Evidence evidence) {
        this(photo, before, product, evidence, null);
    }

    /** The same picture with another product. */
    Canvas before() {
        return another.get();
    }
}
