/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking;

import dev.tryon.masking.crop.Crop;
import dev.tryon.masking.region.MaskReport;
import org.opencv.core.Mat;

/**
 * All that an expert sees, as 8-bit pictures; production makes tensors of them and the training set shards. Owns them.
 *
 * @param region CV_8UC1, the upright photo's size, 0 or 255: the declared mask
 * @param crop where the canvas lies in the photo
 * @param target CV_8UC3 RGB, canvas size: the photo's own pixels
 * @param maskedCrop CV_8UC3 RGB, canvas size: the same, 0 under the mask
 * @param mask CV_8UC1, canvas size, 255 = paint
 * @param product CV_8UC3 RGB, product canvas size: the product over white
 * @param placed CV_8UC4 RGBA (straight), canvas size: the product laid on the person; all 0 outside it
 */
public record CanvasPictures(
        Mat region, Crop crop, Mat target, Mat maskedCrop, Mat mask, Mat product, Mat placed, MaskReport report)
        implements AutoCloseable {
    @Override
    public void close() {
        region.release();
        target.release();
        maskedCrop.release();
        mask.release();
        product.release();
        placed.release();
    }
}
