/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.photo.NativeOpenCv;
import dev.tryon.masking.raster.Shapes;
import org.junit.jupiter.api.Test;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.opencv.imgproc.Moments;

class RoiTest {
    static {
        NativeOpenCv.load();
    }

    @Test
    void laysAnAnswerBackOverThePicture() {
        Roi roi = new Roi(new Vec(150, 100), 100, 0);
        Mat answer = Shapes.blank(new Size(64, 64));
        Shapes.disc(answer, new Vec(32, 32), 16);

        Mat laid = roi.layBack(answer, new Size(300, 200));

        assertThat(laid.get(100, 150)[0]).isEqualTo(255);
        assertThat(laid.get(100, 150 + 30)[0]).isZero();
        assertThat(laid.get(10, 10)[0]).isZero();
    }

    @Test
    void mapsACropsPixelsBackToWhereTheyCameFrom() {
        Mat picture = Shapes.blank(new Size(300, 200));
        Vec spot = new Vec(200, 60);
        Shapes.disc(picture, spot, 6);
        Roi roi = new Roi(new Vec(170, 80), 160, 0.7);

        Mat crop = roi.cut(picture, 128);

        Moments moments = Imgproc.moments(crop);
        Vec back = roi.toPicture(moments.m10 / moments.m00, moments.m01 / moments.m00, 128);
        assertThat(back.distance(spot)).isLessThan(1.5);
    }
}
