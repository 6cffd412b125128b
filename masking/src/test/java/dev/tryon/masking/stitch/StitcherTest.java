/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.stitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tryon.masking.crop.Crop;
import dev.tryon.masking.photo.Orientation;
import dev.tryon.masking.photo.Photo;
import dev.tryon.masking.photo.PhotoLimits;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.photo.Pictures;
import dev.tryon.masking.photo.PngEncoder;
import dev.tryon.masking.photo.WebpLossless;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

class StitcherTest {
    private static final PhotoLimits LIMITS = PhotoLimits.forOwnResults();
    private static final int[] TYPES = {
        CvType.CV_8UC1, CvType.CV_8UC3, CvType.CV_8UC4, CvType.CV_16UC1, CvType.CV_16UC3, CvType.CV_16UC4
    };

    private final Stitcher stitcher = new Stitcher();

    /** The first promise, with a comparison of its own: plain Java over plain arrays of the decoded bytes. */
    @ParameterizedTest
    @EnumSource(Orientation.class)
    void leavesEveryDecodedPixelOutsideTheMaskAlone(Orientation orientation) throws PhotoRejectedException {
        Random random = new Random(orientation.exif());
        for (int round = 0; round < 60; round++) {
            int type = TYPES[round % TYPES.length];
            Mat stored = Pictures.noise(1 + random.nextInt(70), 1 + random.nextInt(70), type, random.nextLong());
            try (Photo subject = Pictures.photo(stored, orientation)) {
                Mat mask = blob(subject.width(), subject.height(), random);
                Crop crop = around(mask, random);
                Mat painted = Pictures.noise(crop.canvasWidth(), crop.canvasHeight(), CvType.CV_8UC3, round);
                double feather = random.nextBoolean() ? 0 : random.nextDouble() * 0.25;

                try (Stitched stitched = stitcher.stitch(subject, mask, crop, painted, feather);
                        Photo decoded = decode(stitched, subject)) {
                    assertOutsideIdentical(stored, decoded.raw(), orientation.stored(mask));
                    assertOutsideIdentical(stored, decoded.raw(), stitched.declaredMask());
                    assertThat(OutsideCheck.differingPixels(subject, decoded.raw(), stitched.declaredMask()))
                            .isZero();
                    assertThat(decoded.orientation()).isEqualTo(orientation);
                    assertThat(decoded.raw().depth()).isEqualTo(stored.depth());
                }
            }
        }
    }

    private static Photo decode(Stitched stitched, Photo subject) throws PhotoRejectedException {
        return Photo.decode(PngEncoder.encode(stitched.result(), subject.metadata()), LIMITS);
    }

    private static void assertOutsideIdentical(Mat stored, Mat result, Mat mask) {
        for (int y = 0; y < stored.rows(); y++) {
            for (int x = 0; x < stored.cols(); x++) {
                if (mask.get(y, x)[0] == 0) {
                    double[] was = stored.get(y, x);
                    double[] expected = was.length == 1 ? new double[] {was[0], was[0], was[0]} : was;
                    assertThat(result.get(y, x)).as("row %d, column %d", y, x).containsExactly(expected);
                }
            }
        }
    }

    private static Mat blob(int width, int height, Random random) {
        Mat mask = Mat.zeros(height, width, CvType.CV_8UC1);
        mask.put(random.nextInt(height), random.nextInt(width), 255);
        for (int i = random.nextInt(5); i > 0; i--) {
            Point centre = new Point(random.nextInt(width), random.nextInt(height));
            Imgproc.circle(mask, centre, random.nextInt(20), new Scalar(1 + random.nextInt(255)), -1);
        }
        return mask;
    }

    /** Around the mask, or any box: what lies of the mask outside it must stay untouched too. */
    private static Crop around(Mat mask, Random random) {
        int canvasWidth = 1 + random.nextInt(60);
        int canvasHeight = 1 + random.nextInt(60);
        if (random.nextBoolean()) {
            return Crop.around(mask, random.nextDouble() * 0.3, canvasWidth, canvasHeight);
        }
        int x = random.nextInt(60) - 30;
        int y = random.nextInt(60) - 30;
        return new Crop(x, y, 1 + random.nextInt(80), 1 + random.nextInt(80), canvasWidth, canvasHeight);
    }

    @ParameterizedTest
    @EnumSource(Orientation.class)
    void putsThePaintingExactlyWhereItBelongs(Orientation orientation) throws PhotoRejectedException {
        Mat stored = Pictures.noise(60, 50, CvType.CV_8UC3, 1);
        try (Photo subject = Pictures.photo(stored, orientation)) {
            Mat mask = Mat.zeros(subject.height(), subject.width(), CvType.CV_8UC1);
            mask.submat(new Rect(10, 12, 20, 15)).setTo(new Scalar(255));
            Crop crop = new Crop(5, 6, 40, 30, 40, 30);
            Mat painted = Pictures.noise(40, 30, CvType.CV_8UC3, 2);

            try (Stitched stitched = stitcher.stitch(subject, mask, crop, painted, 0);
                    Photo result = decode(stitched, subject)) {
                Mat expected = subject.uprightRgb();
                painted.submat(new Rect(5, 6, 20, 15)).copyTo(expected.submat(new Rect(10, 12, 20, 15)));
                assertThat(Pictures.difference(result.uprightRgb(), expected)).isZero();
            }
        }
    }

    @Test
    void changesNothingWhenThePaintingIsWhatWasThere() throws PhotoRejectedException {
        for (int type : TYPES) {
            Mat stored = Pictures.noise(60, 50, type, 1);
            if (stored.depth() == CvType.CV_16U) {
                stored.convertTo(stored, CvType.CV_8U, 1 / 257.0);
                stored.convertTo(stored, CvType.CV_16U, 257);
            }
            try (Photo subject = Pictures.photo(stored, Orientation.ROTATED_90)) {
                Mat everything = new Mat(subject.height(), subject.width(), CvType.CV_8UC1, new Scalar(255));
                Crop crop = new Crop(0, 0, subject.width(), subject.height(), subject.width(), subject.height());

                try (Stitched stitched =
                        stitcher.stitch(subject, everything, crop, crop.extract(subject.uprightRgb()), 0.1)) {
                    Mat nothing = Mat.zeros(stored.size(), CvType.CV_8UC1);
                    assertThat(OutsideCheck.differingPixels(subject, stitched.result(), nothing))
                            .as(CvType.typeToString(type))
                            .isZero();
                }
            }
        }
    }

    @Test
    void blendsInwardOnly() throws PhotoRejectedException {
        Mat black = new Mat(100, 200, CvType.CV_8UC3, new Scalar(0, 0, 0));
        try (Photo subject = Pictures.photo(black, Orientation.NORMAL)) {
            Mat mask = Mat.zeros(100, 200, CvType.CV_8UC1);
            mask.submat(new Rect(50, 0, 100, 100)).setTo(new Scalar(255));
            Crop crop = new Crop(0, 0, 200, 100, 200, 100);
            Mat light = new Mat(100, 200, CvType.CV_8UC3, new Scalar(200, 200, 200));

            // 0.045 of 200 pixels are 9: the shares are 1/10, 2/10, ... 1.
            try (Stitched stitched = stitcher.stitch(subject, mask, crop, light, 0.045)) {
                Mat result = stitched.result();
                assertThat(result.get(50, 49)[0]).isZero();
                assertThat(result.get(50, 50)[0]).isEqualTo(20);
                assertThat(result.get(50, 54)[0]).isEqualTo(100);
                assertThat(result.get(50, 59)[0]).isEqualTo(200);
                assertThat(result.get(50, 100)[0]).isEqualTo(200);
                assertThat(result.get(0, 100)[0])
                        .as("no seam at the picture's own edge")
                        .isEqualTo(200);
                assertThat(result.get(99, 100)[0]).as("nor at the other").isEqualTo(200);
            }
        }
    }

    @Test
    void blendsWhereTheBoxCutsTheMask() throws PhotoRejectedException {
        Mat black = new Mat(100, 200, CvType.CV_8UC3, new Scalar(0, 0, 0));
        try (Photo subject = Pictures.photo(black, Orientation.NORMAL)) {
            Mat mask = new Mat(100, 200, CvType.CV_8UC1, new Scalar(255));
            Crop crop = new Crop(50, 0, 100, 100, 100, 100);
            Mat white = new Mat(100, 100, CvType.CV_8UC3, new Scalar(255, 255, 255));

            try (Stitched stitched = stitcher.stitch(subject, mask, crop, white, 0.09)) {
                assertThat(stitched.result().get(50, 49)[0]).isZero();
                assertThat(stitched.result().get(50, 50)[0]).isBetween(25.0, 26.0);
                assertThat(Core.countNonZero(stitched.declaredMask())).isEqualTo(100 * 100);
            }
        }
    }

    @Test
    void scalesThePaintingToSixteenBitsAndKeepsAlpha() throws PhotoRejectedException {
        Mat stored = Pictures.noise(40, 40, CvType.CV_16UC4, 1);
        try (Photo subject = Pictures.photo(stored, Orientation.NORMAL)) {
            Mat mask = new Mat(40, 40, CvType.CV_8UC1, new Scalar(1));
            Mat painted = new Mat(40, 40, CvType.CV_8UC3, new Scalar(1, 128, 255));

            try (Stitched stitched = stitcher.stitch(subject, mask, new Crop(0, 0, 40, 40, 40, 40), painted, 0)) {
                assertThat(stitched.result().get(7, 9)).containsExactly(65535, 128 * 257, 257, stored.get(7, 9)[3]);
            }
        }
    }

    @Test
    void keepsProfileBytesFromSubjectToResult() throws PhotoRejectedException {
        byte[] profile = Pictures.largeProfile();
        byte[] jpeg = Pictures.withSegments(Pictures.jpeg(80, 90), Pictures.iccSegments(profile));
        try (Photo subject = Photo.decode(Pictures.withSegments(jpeg, Pictures.exifSegment(6)), LIMITS)) {
            Mat mask = new Mat(80, 90, CvType.CV_8UC1, new Scalar(1));
            Mat painted = Pictures.noise(30, 30, CvType.CV_8UC3, 2);

            try (Stitched stitched = stitcher.stitch(subject, mask, new Crop(3, 4, 50, 50, 30, 30), painted, 0.05);
                    Photo png = decode(stitched, subject);
                    Photo webp = Photo.decode(WebpLossless.encode(stitched.result(), subject.metadata()), LIMITS)) {
                assertThat(png.iccProfile()).hasValue(profile);
                assertThat(png.orientation()).isEqualTo(Orientation.ROTATED_90);
                assertThat(webp.iccProfile()).hasValue(profile);
                assertThat(webp.orientation()).isEqualTo(Orientation.ROTATED_90);
                assertThat(OutsideCheck.differingPixels(subject, webp.raw(), stitched.declaredMask()))
                        .isZero();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 0.3, Double.NaN})
    void refusesFeathersThatMakeNoSense(double feather) throws PhotoRejectedException {
        try (Photo subject = Pictures.photo(Pictures.noise(9, 9, CvType.CV_8UC3, 1), Orientation.NORMAL)) {
            Mat mask = new Mat(9, 9, CvType.CV_8UC1, new Scalar(1));
            Crop crop = new Crop(0, 0, 9, 9, 9, 9);

            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            stitcher.stitch(subject, mask, crop, Pictures.noise(9, 9, CvType.CV_8UC3, 1), feather))
                    .withMessageContaining("feather");
        }
    }

    @Test
    void refusesAMaskOfAnotherSize() throws PhotoRejectedException {
        try (Photo subject = Pictures.photo(Pictures.noise(9, 12, CvType.CV_8UC3, 1), Orientation.ROTATED_90)) {
            Mat mask = new Mat(12, 9, CvType.CV_8UC1, new Scalar(1));

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> stitcher.stitch(
                            subject, mask, new Crop(0, 0, 9, 9, 9, 9), Pictures.noise(9, 9, CvType.CV_8UC3, 1), 0))
                    .withMessageContaining("12 x 9");
        }
    }
}
