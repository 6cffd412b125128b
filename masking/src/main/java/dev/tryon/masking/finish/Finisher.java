/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.finish;

import dev.tryon.masking.PreparedTryOn;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.photo.Photo;
import dev.tryon.masking.photo.PhotoFormat;
import dev.tryon.masking.photo.PhotoLimits;
import dev.tryon.masking.photo.PhotoMetadata;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.photo.PngChunk;
import dev.tryon.masking.photo.PngEncoder;
import dev.tryon.masking.photo.SyntheticMark;
import dev.tryon.masking.photo.WebpLossless;
import dev.tryon.masking.stitch.OutsideCheck;
import dev.tryon.masking.stitch.Preview;
import dev.tryon.masking.stitch.QualityMeasures;
import dev.tryon.masking.stitch.Stitched;
import dev.tryon.masking.stitch.Stitcher;
import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;

/**
 * Puts a painted crop back, encodes the whole, decodes what was encoded and counts what changed outside the mask: the
 * check looks at the very bytes that will be stored. Stateless and thread-safe.
 */
public final class Finisher {

    /** Longer side of the preview, in pixels: enough for a queue of reviewers' cards. */
    private static final int PREVIEW_SIDE = 512;

    private final Stitcher stitcher = new Stitcher();

    /**
     * Finishes a try-on.
     *
     * @param painted the expert's crop, [3, H, W] planar RGB in [0, 1], the canvas's size
     * @param feather width of the inward blend as a share of the crop's longer side, 0 to 0.25
     * @param wanted PNG or WEBP; a picture that WebP cannot hold exactly becomes a PNG
     */
    public FinishedTryOn finish(
            Photo subject, PreparedTryOn prepared, float[] painted, double feather, PhotoFormat wanted) {
        try (MatScope scope = new MatScope()) {
            Mat canvas = scope.track(PlanarRgb.toMat(
                    painted, prepared.crop().canvasWidth(), prepared.crop().canvasHeight()));
            try (Stitched stitched =
                    stitcher.stitch(subject, prepared.mask(), prepared.crop(), canvas, feather, prepared.stitch())) {
                PhotoFormat format = wanted == PhotoFormat.WEBP && WebpLossless.canHold(stitched.result())
                        ? PhotoFormat.WEBP
                        : PhotoFormat.PNG;
                byte[] image = format == PhotoFormat.WEBP
                        ? WebpLossless.encode(stitched.result(), subject.metadata(), SyntheticMark.xmp())
                        : PngEncoder.encode(stitched.result(), marked(subject.metadata()));
                return new FinishedTryOn(
                        image,
                        format,
                        PngEncoder.encode(stitched.declaredMask(), maskMetadata(subject)),
                        Preview.jpeg(stitched.result(), subject.metadata(), PREVIEW_SIDE),
                        stitched.result().cols(),
                        stitched.result().rows(),
                        measures(subject, prepared, stitched, canvas, image));
            }
        }
    }

    private static FinishedTryOn.Measures measures(
            Photo subject, PreparedTryOn prepared, Stitched stitched, Mat canvas, byte[] image) {
        try (MatScope scope = new MatScope()) {
            Mat upright = scope.track(subject.uprightRgb());
            Mat before = scope.track(prepared.crop().extract(upright));
            Mat placed = scope.track(PlanarRgb.toMat(
                    prepared.placed(),
                    prepared.crop().canvasWidth(),
                    prepared.crop().canvasHeight()));
            Mat coverage = scope.track(PlanarRgb.alphaToMat(
                    prepared.placed(),
                    prepared.crop().canvasWidth(),
                    prepared.crop().canvasHeight()));
            return new FinishedTryOn.Measures(
                    differingOutside(subject, stitched.declaredMask(), image),
                    QualityMeasures.seamGradient(stitched.result(), stitched.declaredMask()),
                    QualityMeasures.productDeltaE(placed, coverage, canvas, coverage),
                    QualityMeasures.sharpness(canvas, before),
                    QualityMeasures.maskCoverage(stitched.declaredMask()));
        }
    }

    private static long differingOutside(Photo subject, Mat declaredMask, byte[] image) {
        PhotoLimits own = PhotoLimits.forOwnResults();
        try (Photo decoded = Photo.decode(image, own)) {
            return OutsideCheck.differingPixels(subject, decoded.raw(), declaredMask);
        } catch (PhotoRejectedException e) {
            throw new IllegalStateException("what was just encoded cannot be decoded: " + e.getMessage(), e);
        }
    }

    private static PhotoMetadata marked(PhotoMetadata metadata) {
        List<PngChunk> words = new ArrayList<>(metadata.textChunks());
        words.add(PngEncoder.xmpChunk(SyntheticMark.xmp()));
        return metadata.withTextChunks(words);
    }

    /** A mask is turned as its picture is; it has no colours. */
    private static PhotoMetadata maskMetadata(Photo subject) {
        return new PhotoMetadata(subject.orientation(), null, List.of(), List.of());
    }

    /** Planar float tensors as OpenCV pictures. */
    private static final class PlanarRgb {

        /** Of [3+, H, W] in [0, 1] the first three channels as CV_8UC3 RGB; the caller releases it. */
        static Mat toMat(float[] planar, int width, int height) {
            try (MatScope scope = new MatScope()) {
                List<Mat> planes = List.of(
                        scope.track(plane(planar, 0, width, height)),
                        scope.track(plane(planar, 1, width, height)),
                        scope.track(plane(planar, 2, width, height)));
                Mat picture = new Mat();
                Core.merge(planes, picture);
                return picture;
            }
        }

        /** The fourth plane of [4, H, W] as CV_8UC1: 255 where it is mostly opaque; the caller releases it. */
        static Mat alphaToMat(float[] planar, int width, int height) {
            try (MatScope scope = new MatScope()) {
                Mat alpha = scope.track(plane(planar, 3, width, height));
                Mat opaque = new Mat();
                Core.compare(alpha, new Scalar(127), opaque, Core.CMP_GT);
                return opaque;
            }
        }

        /** Rounded and saturated to 8 bits by OpenCV. */
        private static Mat plane(float[] planar, int channel, int width, int height) {
            try (MatScope scope = new MatScope()) {
                Mat real = scope.track(new Mat(height, width, CvType.CV_32FC1));
                float[] values = new float[width * height];
                System.arraycopy(planar, channel * values.length, values, 0, values.length);
                real.put(0, 0, values);
                Mat bytes = new Mat();
                real.convertTo(bytes, CvType.CV_8U, 255);
                return bytes;
            }
        }
    }
}
