/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.photo.NativeOpenCv;
import dev.tryon.masking.photo.Pictures;
import dev.tryon.masking.raster.Shapes;
import org.junit.jupiter.api.Test;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

class UnevenGroundTest {
    private static final Size SIZE = new Size(300, 400);
    private static final Scalar GROUND = new Scalar(244, 244, 244);

    static {
        NativeOpenCv.load();
    }

    @Test
    void takesWhatWasFoundWhereNothingSureIsLeftToLearnFrom() {
        Mat rgb = new Mat(SIZE, CvType.CV_8UC3, GROUND);
        Mat faint = Shapes.blank(SIZE);
        Imgproc.line(faint, new Point(40, 40), new Point(260, 360), new Scalar(120), 1);

        Mat refined = UnevenGround.refine(rgb, faint);

        assertThat(Core.norm(refined, faint, Core.NORM_INF)).isZero();
    }

    @Test
    void cutsTheSameWhateverWasCutBefore() {
        Mat rgb = Pictures.noise(300, 400, CvType.CV_8UC3, 5);
        Mat product = Shapes.blank(SIZE);
        Shapes.ellipse(product, new Vec(150, 200), 70, 110, 0);

        Core.setRNGSeed(1);
        Mat first = UnevenGround.refine(rgb, product);
        Core.setRNGSeed(12345);
        Mat again = UnevenGround.refine(rgb, product);

        assertThat(Core.norm(first, again, Core.NORM_INF)).isZero();
    }
}
