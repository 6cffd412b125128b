/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.photo;

import dev.tryon.v1.FailureCode;
import java.util.List;
import java.util.Optional;
import org.opencv.core.Core;
import org.opencv.core.CvException;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/**
 * A picture that passed intake: its pixels exactly as stored, and what they mean. Work is done on upright RGB copies;
 * results are compared with the stored pixels.
 *
 * <p>Owns native memory: whoever decodes it closes it. Immutable in between; reading from several threads is safe.
 */
public final class Photo implements AutoCloseable {
    static {
        NativeOpenCv.load();
    }

    private static final double SIXTEEN_TO_EIGHT_BITS = 1 / 257.0;

    /** How OpenCV says that there was no memory: no fault of the picture. */
    private static final String INSUFFICIENT_MEMORY = "(-4:";

    private final PhotoHeader header;
    private final Mat raw;

    private Photo(PhotoHeader header, Mat raw) {
        this.header = header;
        this.raw = raw;
    }

    /**
     * Takes in a JPEG, PNG or WebP. Nothing is decoded before format, sides and completeness are known to be good.
     *
     * @throws PhotoRejectedException for whatever these bytes are that is not a picture within the limits
     */
    public static Photo decode(byte[] bytes, PhotoLimits limits) throws PhotoRejectedException {
        limits.checkBytes(bytes.length);
        PhotoHeader header = PhotoHeader.read(bytes, limits);
        Mat raw = decodePixels(bytes, header);
        boolean asAnnounced = raw.cols() == header.width()
                && raw.rows() == header.height()
                && (raw.depth() == CvType.CV_8U || raw.depth() == CvType.CV_16U)
                && List.of(1, 3, 4).contains(raw.channels());
        if (!asAnnounced) {
            raw.release();
            throw PhotoRejectedException.corrupt("the pixels of the %s cannot be decoded".formatted(header.format()));
        }
        return new Photo(header, raw);
    }

    private static Mat decodePixels(byte[] bytes, PhotoHeader header) throws PhotoRejectedException {
        MatOfByte encoded = new MatOfByte(bytes);
        try {
            // "Unchanged" includes the orientation: OpenCV turns nothing then.
            return Imgcodecs.imdecode(encoded, Imgcodecs.IMREAD_UNCHANGED);
        } catch (CvException e) {
            if (String.valueOf(e.getMessage()).contains(INSUFFICIENT_MEMORY)) {
                throw e;
            }
            throw new PhotoRejectedException(
                    FailureCode.INPUT_CORRUPT,
                    "the pixels of the %s cannot be decoded: the file is damaged; upload the original again"
                            .formatted(header.format()),
                    e);
        } finally {
            encoded.release();
        }
    }

    /**
     * The pixels exactly as stored, not turned: grey, BGR or BGRA, 8 or 16 bits unsigned. Belongs to this photo and must
     * not be modified.
     */
    public Mat raw() {
        return raw;
    }

    /**
     * Upright, CV_8UC3, RGB. 16 bits are scaled to 8, grey is expanded, alpha dropped; colours stay in the photo's own
     * profile. A new Mat that the caller releases.
     */
    public Mat uprightRgb() {
        try (MatScope scope = new MatScope()) {
            Mat eight = eightBits(raw, scope);
            Mat rgb = scope.create();
            int conversion = switch (raw.channels()) {
                case 1 -> Imgproc.COLOR_GRAY2RGB;
                case 3 -> Imgproc.COLOR_BGR2RGB;
                default -> Imgproc.COLOR_BGRA2RGB;
            };
            Imgproc.cvtColor(eight, rgb, conversion);
            return orientation().upright(rgb);
        }
    }

    /** Upright, CV_8UC1, 255 = opaque; empty when the photo has no alpha. A new Mat that the caller releases. */
    public Optional<Mat> uprightAlpha() {
        if (raw.channels() != 4) {
            return Optional.empty();
        }
        try (MatScope scope = new MatScope()) {
            Mat alpha = scope.create();
            Core.extractChannel(raw, alpha, 3);
            return Optional.of(orientation().upright(eightBits(alpha, scope)));
        }
    }

    private static Mat eightBits(Mat pixels, MatScope scope) {
        if (pixels.depth() == CvType.CV_8U) {
            return pixels;
        }
        Mat eight = scope.create();
        pixels.convertTo(eight, CvType.CV_8U, SIXTEEN_TO_EIGHT_BITS);
        return eight;
    }

    /** Upright. */
    public int width() {
        return orientation().swapsSides() ? raw.rows() : raw.cols();
    }

    /** Upright. */
    public int height() {
        return orientation().swapsSides() ? raw.cols() : raw.rows();
    }

    public Orientation orientation() {
        return header.orientation();
    }

    public Optional<byte[]> iccProfile() {
        return Optional.ofNullable(header.iccProfile()).map(IccProfile::bytes);
    }

    public PhotoFormat format() {
        return header.format();
    }

    /** What a result that keeps the stored layout must carry to be shown as this photo is. */
    public PhotoMetadata metadata() {
        return new PhotoMetadata(orientation(), header.iccProfile(), header.colourChunks(), List.of());
    }

    @Override
    public void close() {
        raw.release();
    }
}
