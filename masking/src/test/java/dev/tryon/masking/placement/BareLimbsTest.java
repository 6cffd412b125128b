/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.masking.DrawnFigure;
import dev.tryon.masking.DrawnProduct;
import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.photo.NativeOpenCv;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.raster.Shapes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** That nobody's legs are cut out as part of what they wear. */
class BareLimbsTest {
    private static final Scalar GROUND = new Scalar(244, 244, 244);
    private static final Scalar SKIN = new Scalar(215, 165, 140);
    private static final Scalar CLOTH = new Scalar(40, 50, 90);
    private static final Size SIZE = new Size(300, 400);

    static {
        NativeOpenCv.load();
    }

    private static Mat shorts() {
        Mat mask = Shapes.blank(SIZE);
        Shapes.polygon(
                mask,
                List.of(
                        new Vec(90, 40),
                        new Vec(210, 40),
                        new Vec(226, 220),
                        new Vec(158, 220),
                        new Vec(150, 150),
                        new Vec(142, 220),
                        new Vec(74, 220)));
        return mask;
    }

    /** Shorts of a colour on a plain ground, and below them legs that the picture's lower border cuts off. */
    private static Mat worn(Scalar cloth) {
        Mat rgb = new Mat(SIZE, CvType.CV_8UC3, GROUND);
        Imgproc.rectangle(rgb, new Rect(86, 210, 48, 190), SKIN, Imgproc.FILLED);
        Imgproc.rectangle(rgb, new Rect(166, 210, 48, 190), SKIN, Imgproc.FILLED);
        rgb.setTo(cloth, shorts());
        Imgproc.GaussianBlur(rgb, rgb, new Size(0, 0), 0.8);
        return rgb;
    }

    private static Mat cut(Mat rgb) throws PhotoRejectedException {
        try (Cutout cutout = new GarmentCutter(null, Worn.BELOW_THE_WAIST).cut(DrawnProduct.photo(rgb))) {
            return cutout.alpha().clone();
        }
    }

    private static double share(Mat alpha, Mat of) {
        Mat hard = new Mat();
        Core.compare(alpha, new Scalar(127), hard, Core.CMP_GT);
        Core.bitwise_and(hard, of, hard);
        return (double) Core.countNonZero(hard) / Core.countNonZero(of);
    }

    private static Mat below(int row) {
        Mat mask = Shapes.blank(SIZE);
        Imgproc.rectangle(mask, new Rect(0, row, 300, 400 - row), new Scalar(255), Imgproc.FILLED);
        return mask;
    }

    @Test
    void takesTheLegsOffShortsThatSomebodyWithoutAHeadWears() throws PhotoRejectedException {
        Mat alpha = cut(worn(CLOTH));

        assertThat(share(alpha, shorts())).isGreaterThan(0.95);
        assertThat(share(alpha, below(228))).isZero();
    }

    @Test
    void leavesShortsInTheColourOfSkinWhole() throws PhotoRejectedException {
        Mat alpha = cut(worn(SKIN));

        assertThat(share(alpha, shorts())).isGreaterThan(0.97);
    }

    @Test
    void leavesAPackshotWithPartsInTheColourOfSkinWhole() throws PhotoRejectedException {
        Mat rgb = new Mat(SIZE, CvType.CV_8UC3, GROUND);
        rgb.setTo(CLOTH, shorts());
        Mat hems = shorts();
        hems.submat(0, 170, 0, 300).setTo(new Scalar(0));
        rgb.setTo(SKIN, hems);
        Imgproc.GaussianBlur(rgb, rgb, new Size(0, 0), 0.8);

        assertThat(share(cut(rgb), shorts())).isGreaterThan(0.97);
    }

    /** Where the drawn person's legs are seen between two shares of the way from the hips to the ankles. */
    private static Mat legs(double from, double to) {
        Mat legs = Shapes.blank(new Size(DrawnFigure.WIDTH, DrawnFigure.HEIGHT));
        for (int side : new int[] {-1, 1}) {
            Vec hip = new Vec(240 + side * 38, 440);
            Vec ankle = new Vec(240 + side * 42, 830);
            Shapes.capsule(legs, hip.towards(ankle, from), 14, hip.towards(ankle, to), 14);
        }
        return legs;
    }

    private static Mat garmentOf(Mat rgb) {
        try (Evidence person = DrawnFigure.evidence()) {
            return WornGarment.cut(rgb, person, Worn.BELOW_THE_WAIST);
        }
    }

    @Test
    void takesTheBareLegsOffShortsOfAPersonSeenWhole() {
        Mat rgb = DrawnFigure.photo();
        Mat bare = Shapes.blank(rgb.size());
        Imgproc.rectangle(bare, new Rect(150, 560, 180, 280), new Scalar(255), Imgproc.FILLED);
        Mat cloth = new Mat();
        Core.inRange(rgb, CLOTH, CLOTH, cloth);
        Core.bitwise_and(bare, cloth, bare);
        rgb.setTo(SKIN, bare);

        Mat garment = garmentOf(rgb);

        assertThat(share(garment, legs(0.12, 0.24))).isGreaterThan(0.95);
        assertThat(share(garment, legs(0.4, 0.85))).isLessThan(0.02);
    }

    @Test
    void keepsTrousersDownToTheAnkles() {
        Mat garment = garmentOf(DrawnFigure.photo());

        assertThat(share(garment, legs(0.12, 0.85))).isGreaterThan(0.95);
    }
}
