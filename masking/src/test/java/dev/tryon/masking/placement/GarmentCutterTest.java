/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryon.masking.DrawnProduct;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.photo.Pictures;
import dev.tryon.v1.FailureCode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

class GarmentCutterTest {
    private final ProductCutter cutter = new GarmentCutter(null, Worn.ABOVE_THE_WAIST);

    @ParameterizedTest
    @ValueSource(ints = {255, 244, 128, 40})
    void cutsAPackshotOffAnyPlainGround(int level) throws PhotoRejectedException {
        Mat truth = DrawnProduct.teeMask();

        Cutout cutout = cutter.cut(DrawnProduct.photo(DrawnProduct.packshot(truth, new Scalar(level, level, level))));

        assertThat(overlap(cutout.alpha(), truth)).isGreaterThan(0.97);
    }

    @Test
    void cutsOffGroundThatIsLitUnevenlyAndItsShadow() throws PhotoRejectedException {
        Mat truth = DrawnProduct.teeMask();
        Mat shot = DrawnProduct.packshot(truth, new Scalar(235, 235, 235));
        Mat shadow = new Mat(shot.size(), CvType.CV_8UC1, new Scalar(0));
        truth.submat(0, 392, 0, 292).copyTo(shadow.submat(8, 400, 8, 300));
        Imgproc.GaussianBlur(shadow, shadow, new Size(0, 0), 6);
        for (int y = 0; y < shot.rows(); y++) {
            for (int x = 0; x < shot.cols(); x++) {
                if (truth.get(y, x)[0] == 0) {
                    double level = 235 - y / 25.0 - shadow.get(y, x)[0] / 8;
                    shot.put(y, x, level, level, level);
                }
            }
        }

        Cutout cutout = cutter.cut(DrawnProduct.photo(shot));

        assertThat(overlap(cutout.alpha(), truth)).isGreaterThan(0.95);
    }

    @Test
    void keepsAPaleHemThatIsNearlyTheGroundsColour() throws PhotoRejectedException {
        Mat truth = DrawnProduct.teeMask();
        Mat shot = DrawnProduct.packshot(truth, new Scalar(250, 250, 250));
        Mat hem = new Mat();
        truth.copyTo(hem);
        hem.submat(0, 300, 0, 300).setTo(new Scalar(0));
        shot.setTo(new Scalar(232, 232, 232), hem);

        Cutout cutout = cutter.cut(DrawnProduct.photo(shot));

        assertThat(overlap(cutout.alpha(), truth)).isGreaterThan(0.97);
    }

    @Test
    void leavesNoHaloOfTheGround() throws PhotoRejectedException {
        Cutout cutout = cutter.cut(DrawnProduct.tee());

        Mat outside = new Mat();
        Core.compare(DrawnProduct.teeMask(), new Scalar(0), outside, Core.CMP_EQ);
        // Beside the product its own colour runs on, so that nothing white can be dragged in.
        Mat pale = new Mat();
        Core.inRange(cutout.rgb(), new Scalar(200, 210, 200), new Scalar(255, 255, 255), pale);
        Core.bitwise_and(pale, outside, pale);
        assertThat(Core.countNonZero(pale)).isZero();
    }

    @Test
    void keepsAWhitePrintOnWhiteGround() throws PhotoRejectedException {
        Cutout cutout = cutter.cut(
                DrawnProduct.photo(DrawnProduct.packshot(DrawnProduct.teeMask(), new Scalar(255, 255, 255))));

        Mat print = cutout.alpha().submat(DrawnProduct.PRINT);
        assertThat(Core.minMaxLoc(print).minVal).isEqualTo(255);
    }

    @Test
    void trustsTheAlphaOfAProduct() throws PhotoRejectedException {
        Mat truth = DrawnProduct.vestMask();
        Mat rgb = DrawnProduct.packshot(truth, new Scalar(90, 20, 200));
        Mat rgba = new Mat();
        Core.merge(List.of(channel(rgb, 0), channel(rgb, 1), channel(rgb, 2), truth), rgba);

        Cutout cutout = cutter.cut(DrawnProduct.photo(rgba));

        assertThat(overlap(cutout.alpha(), truth)).isEqualTo(1);
    }

    @Test
    void saysThatThereIsNoProductOnABusyGround() throws PhotoRejectedException {
        var noise = DrawnProduct.photo(Pictures.noise(300, 400, CvType.CV_8UC3, 3));

        assertThatThrownBy(() -> cutter.cut(noise))
                .isInstanceOfSatisfying(
                        PhotoRejectedException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.NO_PRODUCT));
    }

    private static Mat channel(Mat picture, int index) {
        Mat channel = new Mat();
        Core.extractChannel(picture, channel, index);
        return channel;
    }

    /** Intersection over union at the half level. */
    private static double overlap(Mat alpha, Mat truth) {
        Mat hard = new Mat();
        Core.compare(alpha, new Scalar(127), hard, Core.CMP_GT);
        Mat both = new Mat();
        Core.bitwise_and(hard, truth, both);
        Mat either = new Mat();
        Core.bitwise_or(hard, truth, either);
        return (double) Core.countNonZero(both) / Core.countNonZero(either);
    }
}
