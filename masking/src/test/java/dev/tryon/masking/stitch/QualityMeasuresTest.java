/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.stitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tryon.masking.photo.Pictures;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

class QualityMeasuresTest {
    private static final Rect REGION = new Rect(20, 30, 50, 40);

    @Test
    void findsNoSeamWhereNothingWasPainted() {
        Mat picture = Pictures.noise(120, 100, CvType.CV_8UC3, 1);

        assertThat(QualityMeasures.seamGradient(picture, mask(120, 100))).isCloseTo(1, within(0.1));
    }

    @Test
    void findsASeamByItsStep() {
        for (int type : new int[] {CvType.CV_8UC3, CvType.CV_16UC3, CvType.CV_8UC4}) {
            double level = type == CvType.CV_16UC3 ? 257 : 1;
            Mat flat = new Mat(100, 120, type, Scalar.all(100 * level));
            flat.submat(REGION).setTo(Scalar.all(150 * level));

            assertThat(QualityMeasures.seamGradient(flat, mask(120, 100))).isCloseTo(51, within(0.01));
        }
    }

    @Test
    void takesAnEmptyOrFullMaskAsSeamless() {
        Mat flat = new Mat(100, 120, CvType.CV_8UC3, new Scalar(5, 5, 5));

        assertThat(QualityMeasures.seamGradient(flat, Mat.zeros(100, 120, CvType.CV_8UC1)))
                .isEqualTo(1);
        assertThat(QualityMeasures.seamGradient(flat, new Mat(100, 120, CvType.CV_8UC1, new Scalar(255))))
                .isEqualTo(1);
    }

    @Test
    void fallsBelowOneWhenThePaintingIsSoft() {
        Mat subject = Pictures.noise(120, 100, CvType.CV_8UC3, 1);
        Mat soft = new Mat();
        Imgproc.GaussianBlur(subject, soft, new Size(9, 9), 2);

        assertThat(QualityMeasures.sharpness(subject, subject)).isEqualTo(1);
        assertThat(QualityMeasures.sharpness(soft, subject)).isLessThan(0.1);
        assertThat(QualityMeasures.sharpness(subject, soft)).isGreaterThan(10);
    }

    @Test
    void sharesOutTheMask() {
        assertThat(QualityMeasures.maskCoverage(mask(120, 100))).isCloseTo(50 * 40 / 12_000.0, within(1e-9));
    }

    /** White is L* 100 and black L* 0; sRGB red is (53.24, 80.09, 67.20) by CIE's own numbers. */
    @Test
    void measuresColourDifferenceOfMeansInsideTheMasks() {
        Mat product = Pictures.noise(120, 100, CvType.CV_8UC3, 1);
        product.submat(REGION).setTo(new Scalar(255, 0, 0));
        Mat black = new Mat(100, 120, CvType.CV_8UC3, new Scalar(0, 0, 0));

        double difference = QualityMeasures.productDeltaE(product, mask(120, 100), black, mask(120, 100));

        assertThat(difference).isCloseTo(Math.sqrt(53.24 * 53.24 + 80.09 * 80.09 + 67.20 * 67.20), within(0.1));
        assertThat(QualityMeasures.productDeltaE(product, mask(120, 100), product, mask(120, 100)))
                .isZero();
    }

    @Test
    void comparesNothingWithAnEmptyMask() {
        Mat product = Pictures.noise(120, 100, CvType.CV_8UC3, 1);

        assertThat(QualityMeasures.productDeltaE(product, Mat.zeros(100, 120, CvType.CV_8UC1), product, mask(120, 100)))
                .isZero();
    }

    private static Mat mask(int width, int height) {
        Mat mask = Mat.zeros(height, width, CvType.CV_8UC1);
        mask.submat(REGION).setTo(new Scalar(255));
        return mask;
    }
}
