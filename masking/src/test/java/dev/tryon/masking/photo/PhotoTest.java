/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.photo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;

class PhotoTest {
    private static final PhotoLimits LIMITS = PhotoLimits.defaults();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void readsOrientationOfJpegWithoutTurningTheStoredPixels(int exif) throws PhotoRejectedException {
        byte[] jpeg = Pictures.jpeg(100, 80);

        try (Photo plain = Photo.decode(jpeg, LIMITS);
                Photo photo = Photo.decode(Pictures.withSegments(jpeg, Pictures.exifSegment(exif)), LIMITS)) {
            assertThat(photo.orientation().exif()).isEqualTo(exif);
            assertThat(photo.width()).isEqualTo(exif < 5 ? 100 : 80);
            assertThat(photo.height()).isEqualTo(exif < 5 ? 80 : 100);
            assertThat(Pictures.difference(photo.raw(), plain.raw())).isZero();
            assertThat(Pictures.difference(
                            photo.uprightRgb(), photo.orientation().upright(plain.uprightRgb())))
                    .isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Orientation.class)
    void readsBackOrientationAndProfileFromPngAndWebp(Orientation orientation) throws PhotoRejectedException {
        Mat picture = Pictures.noise(90, 70, CvType.CV_8UC3, 2);
        PhotoMetadata metadata = Pictures.metadata(orientation, Pictures.rgbProfile());

        try (Photo png = Photo.decode(PngEncoder.encode(picture, metadata), LIMITS);
                Photo webp = Photo.decode(WebpLossless.encode(picture, metadata), LIMITS)) {
            assertThat(png.orientation()).isEqualTo(orientation);
            assertThat(webp.orientation()).isEqualTo(orientation);
            assertThat(png.iccProfile()).hasValue(Pictures.rgbProfile());
            assertThat(webp.iccProfile()).hasValue(Pictures.rgbProfile());
        }
    }

    @Test
    void joinsAProfileOfSeveralJpegSegments() throws PhotoRejectedException {
        byte[] profile = Pictures.largeProfile();

        try (Photo photo =
                Photo.decode(Pictures.withSegments(Pictures.jpeg(80, 80), Pictures.iccSegments(profile)), LIMITS)) {
            assertThat(photo.iccProfile()).hasValue(profile);
        }
    }

    @Test
    void leavesOutAProfileOfWhichAPartIsMissing() throws PhotoRejectedException {
        byte[][] segments = Pictures.iccSegments(Pictures.largeProfile());

        try (Photo photo =
                Photo.decode(Pictures.withSegments(Pictures.jpeg(80, 80), segments[0], segments[2]), LIMITS)) {
            assertThat(photo.iccProfile()).isEmpty();
        }
    }

    @Test
    void showsSixteenBitBgrAsEightBitRgb() throws PhotoRejectedException {
        Mat deep = new Mat(80, 80, CvType.CV_16UC3, new Scalar(257 * 10, 257 * 20, 65535));

        try (Photo photo = Photo.decode(Pictures.encode(".png", deep), LIMITS)) {
            assertThat(photo.raw().type()).isEqualTo(CvType.CV_16UC3);
            assertThat(photo.uprightRgb().type()).isEqualTo(CvType.CV_8UC3);
            assertThat(photo.uprightRgb().get(40, 40)).containsExactly(255, 20, 10);
            assertThat(photo.uprightAlpha()).isEmpty();
        }
    }

    @Test
    void showsGreyAsRgb() throws PhotoRejectedException {
        Mat grey = new Mat(80, 80, CvType.CV_8UC1, new Scalar(77));

        try (Photo photo = Photo.decode(Pictures.encode(".jpg", grey), LIMITS)) {
            assertThat(photo.raw().type()).isEqualTo(CvType.CV_8UC1);
            assertThat(photo.uprightRgb().get(1, 1)).containsExactly(77, 77, 77);
        }
    }

    @Test
    void showsAlphaUprightAndApart() throws PhotoRejectedException {
        Mat picture = Pictures.noise(90, 70, CvType.CV_16UC4, 4);
        picture.put(0, 89, new short[] {1, 2, 3, (short) (257 * 200)});

        try (Photo photo = Pictures.photo(picture, Orientation.MIRRORED)) {
            Mat alpha = photo.uprightAlpha().orElseThrow();
            assertThat(alpha.type()).isEqualTo(CvType.CV_8UC1);
            assertThat(alpha.get(0, 0)).containsExactly(200);
            assertThat(photo.uprightRgb().channels()).isEqualTo(3);
        }
    }

    @Test
    void takesInLossyWebp() throws PhotoRejectedException {
        try (Photo photo = Photo.decode(Pictures.webp(120, 70), LIMITS)) {
            assertThat(photo.format()).isEqualTo(PhotoFormat.WEBP);
            assertThat(photo.width()).isEqualTo(120);
            assertThat(photo.height()).isEqualTo(70);
        }
    }

    @Test
    void takesInProgressiveJpeg() throws PhotoRejectedException {
        byte[] jpeg = Pictures.encode(
                ".jpg",
                Pictures.noise(120, 70, CvType.CV_8UC3, 1),
                Imgcodecs.IMWRITE_JPEG_PROGRESSIVE,
                1,
                Imgcodecs.IMWRITE_JPEG_RST_INTERVAL,
                4);

        try (Photo photo = Photo.decode(jpeg, LIMITS)) {
            assertThat(photo.width()).isEqualTo(120);
        }
    }
}
