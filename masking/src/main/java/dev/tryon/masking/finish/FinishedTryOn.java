/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.finish;

import dev.tryon.masking.photo.PhotoFormat;

/**
 * A result as it will be stored. The arrays are not copied: treat them as immutable.
 *
 * @param image the whole photo with the painted region, losslessly encoded, laid out as the subject is stored
 * @param format of the image
 * @param mask PNG of one channel and the image's size: 255 where it may differ from the subject
 * @param preview small upright JPEG
 * @param width of the stored image, not turned
 * @param height of the stored image, not turned
 * @param measures for people and dashboards
 */
public record FinishedTryOn(
        byte[] image, PhotoFormat format, byte[] mask, byte[] preview, int width, int height, Measures measures) {

    /**
     * How well it sits.
     *
     * @param outsideDifferingPixels pixels outside the mask that are not the subject's; anything but 0 is a bug
     * @param seamGradient near 1 when the border is no sharper than what lies inside it
     * @param productDeltaE CIE76 difference of the mean colours of product and painting
     * @param sharpness of the painted crop relative to the subject's
     * @param maskCoverage share of the picture that may differ
     */
    public record Measures(
            long outsideDifferingPixels,
            double seamGradient,
            double productDeltaE,
            double sharpness,
            double maskCoverage) {}
}
