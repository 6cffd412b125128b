/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.stitch;

import dev.tryon.masking.photo.JpegEncoder;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.photo.Orientation;
import dev.tryon.masking.photo.PhotoMetadata;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** A small upright JPEG of a result, for people. Stateless, thread-safe. */
public final class Preview {
    private static final int QUALITY = 88;

    private Preview() {}

    /** Without a profile, which means sRGB. */
    public static byte[] jpeg(Mat storedResult, Orientation orientation, int longerSide) {
        return jpeg(storedResult, new PhotoMetadata(orientation, null, List.of(), List.of()), longerSide);
    }

    /**
     * @param storedResult grey, BGR or BGRA, 8 or 16 bits, not turned; alpha is laid over white
     * @param metadata how it is turned upright, and the profile that the preview carries too
     * @param longerSide of the preview, in pixels; a smaller picture keeps its size
     */
    public static byte[] jpeg(Mat storedResult, PhotoMetadata metadata, int longerSide) {
        if (longerSide < 1) {
            throw new IllegalArgumentException("longerSide: must be at least 1, was " + longerSide);
        }
        try (MatScope scope = new MatScope()) {
            Mat small = scope.track(shrunk(storedResult, longerSide));
            if (small.depth() == CvType.CV_16U) {
                small.convertTo(small, CvType.CV_8U, 1 / 257.0);
            }
            Mat opaque = small.channels() == 4 ? scope.track(overWhite(small)) : small;
            Mat upright = scope.track(metadata.orientation().upright(opaque));
            return JpegEncoder.encode(upright, QUALITY, metadata.iccProfile());
        }
    }

    private static Mat shrunk(Mat picture, int longerSide) {
        double scale = (double) longerSide / Math.max(picture.cols(), picture.rows());
        if (scale >= 1) {
            return picture.clone();
        }
        Mat small = new Mat();
        Size size = new Size(
                Math.max(1, Math.round(picture.cols() * scale)), Math.max(1, Math.round(picture.rows() * scale)));
        Imgproc.resize(picture, small, size, 0, 0, Imgproc.INTER_AREA);
        return small;
    }

    /** white + alpha * (colour - white). */
    private static Mat overWhite(Mat bgra) {
        try (MatScope scope = new MatScope()) {
            Mat colour = scope.create();
            Imgproc.cvtColor(bgra, colour, Imgproc.COLOR_BGRA2BGR);
            colour.convertTo(colour, CvType.CV_32F);
            Mat alpha = scope.create();
            Core.extractChannel(bgra, alpha, 3);
            Mat alphas = scope.create();
            Imgproc.cvtColor(alpha, alphas, Imgproc.COLOR_GRAY2BGR);
            alphas.convertTo(alphas, CvType.CV_32F, 1 / 255.0);
            Core.subtract(colour, Scalar.all(255), colour);
            Core.multiply(colour, alphas, colour);
            Core.add(colour, Scalar.all(255), colour);
            Mat opaque = new Mat();
            colour.convertTo(opaque, CvType.CV_8U);
            return opaque;
        }
    }
}
