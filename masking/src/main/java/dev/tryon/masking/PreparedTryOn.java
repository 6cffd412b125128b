/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking;

import dev.tryon.masking.crop.Crop;
import dev.tryon.masking.policy.StitchRules;
import dev.tryon.masking.region.MaskReport;
import org.opencv.core.Mat;

/**
 * One try-on, ready to be painted. Tensors are planar (channel, row, column) and in [0, 1]; sizes are those of the
 * policy's canvases. Owns the mask's native memory; the tensors are plain arrays that outlive it.
 *
 * @param mask CV_8UC1, the upright subject's size, 0 or 255: the declared region, outside which nothing may change
 * @param crop the part of the subject that the canvas shows
 * @param maskedCrop [3, H, W] RGB, 0 under the mask
 * @param maskTensor [1, H, W], 1 = paint
 * @param product [3, h, w] RGB, the product over white
 * @param placed [4, H, W] straight RGB and alpha; RGB is 0 where alpha is 0
 * @param stitch how the painting goes back, by the policy
 * @param policyFingerprint of the masks that this one belongs to, 64 hex digits
 */
public record PreparedTryOn(
        Mat mask,
        Crop crop,
        float[] maskedCrop,
        float[] maskTensor,
        float[] product,
        float[] placed,
        MaskReport report,
        StitchRules stitch,
        String policyFingerprint)
        implements AutoCloseable {
    /** Takes over the region of {@code pictures} and releases the rest. */
    static PreparedTryOn of(CanvasPictures pictures, StitchRules stitch, String policyFingerprint) {
        PreparedTryOn prepared = new PreparedTryOn(
                pictures.region().clone(),
                pictures.crop(),
                planar(pictures.maskedCrop()),
                planar(pictures.mask()),
                planar(pictures.product()),
                planar(pictures.placed()),
                pictures.report(),
                stitch,
                policyFingerprint);
        pictures.close();
        return prepared;
    }

    private static float[] planar(Mat picture) {
        int channels = picture.channels();
        int pixels = (int) picture.total();
        byte[] interleaved = new byte[pixels * channels];
        picture.get(0, 0, interleaved);
        float[] planar = new float[pixels * channels];
        for (int i = 0; i < interleaved.length; i++) {
            planar[i % channels * pixels + i / channels] = (interleaved[i] & 0xff) / 255f;
        }
        return planar;
    }

    @Override
    public void close() {
        mask.release();
    }
}
