/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.stitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tryon.masking.photo.Orientation;
import dev.tryon.masking.photo.Photo;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.photo.Pictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;

class OutsideCheckTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void countsPixelsThatDifferByOneLevelInOneChannel(int channel) throws PhotoRejectedException {
        for (int depth : new int[] {CvType.CV_8U, CvType.CV_16U}) {
            Mat stored = new Mat(40, 50, CvType.makeType(depth, 4), new Scalar(10, 20, 30, 40));
            try (Photo subject = Pictures.photo(stored, Orientation.TRANSPOSED)) {
                Mat result = stored.clone();
                change(result, 3, 4, channel);
                change(result, 30, 49, channel);
                Mat mask = Mat.zeros(40, 50, CvType.CV_8UC1);

                assertThat(OutsideCheck.differingPixels(subject, result, mask)).isEqualTo(2);
                mask.put(3, 4, 1);
                assertThat(OutsideCheck.differingPixels(subject, result, mask)).isEqualTo(1);
            }
        }
    }

    @Test
    void countsInEveryStrip() throws PhotoRejectedException {
        Mat stored = new Mat(1500, 1500, CvType.CV_8UC1, new Scalar(9));
        try (Photo subject = Pictures.photo(stored, Orientation.NORMAL)) {
            Mat result = new Mat(1500, 1500, CvType.CV_8UC3, new Scalar(9, 9, 9));
            change(result, 0, 0, 0);
            change(result, 1000, 7, 1);
            change(result, 1499, 1499, 2);

            assertThat(OutsideCheck.differingPixels(subject, result, Mat.zeros(1500, 1500, CvType.CV_8UC1)))
                    .isEqualTo(3);
        }
    }

    @Test
    void countsEverythingWhenTheResultIsOfAnotherKind() throws PhotoRejectedException {
        Mat stored = Pictures.noise(20, 10, CvType.CV_16UC3, 1);
        try (Photo subject = Pictures.photo(stored, Orientation.NORMAL)) {
            Mat mask = Mat.zeros(10, 20, CvType.CV_8UC1);
            mask.put(0, 0, 255);

            assertThat(OutsideCheck.differingPixels(subject, Pictures.noise(20, 10, CvType.CV_8UC3, 1), mask))
                    .isEqualTo(199);
            assertThat(OutsideCheck.differingPixels(subject, Pictures.noise(10, 20, CvType.CV_16UC3, 1), mask))
                    .isEqualTo(199);
        }
    }

    @Test
    void refusesAMaskThatIsNotStoredAsTheSubjectIs() throws PhotoRejectedException {
        Mat stored = Pictures.noise(20, 10, CvType.CV_8UC3, 1);
        try (Photo subject = Pictures.photo(stored, Orientation.ROTATED_90)) {
            Mat upright = Mat.zeros(20, 10, CvType.CV_8UC1);

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> OutsideCheck.differingPixels(subject, stored, upright))
                    .withMessageContaining("20 x 10");
        }
    }

    private static void change(Mat picture, int row, int column, int channel) {
        double[] pixel = picture.get(row, column);
        pixel[channel] += 1;
        picture.put(row, column, pixel);
    }
}
