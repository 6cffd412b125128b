/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.masking.photo.NativeOpenCv;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfPoint;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

class HemCutTest {
    private static final Scalar TOP = new Scalar(30, 35, 80);
    private static final Scalar TROUSERS = new Scalar(45, 75, 125);

    static {
        NativeOpenCv.load();
    }

    /** Down to a row, CV_8UC1. */
    private static Mat above(int row) {
        Mat mask = Mat.zeros(200, 200, CvType.CV_8UC1);
        mask.submat(new Rect(0, 0, 200, row)).setTo(new Scalar(255));
        return mask;
    }

    /** A top whose hem hangs lower at the sides than in the middle, with a little noise. */
    private static Mat drapedHem() {
        Mat photo = new Mat(200, 200, CvType.CV_8UC3, TROUSERS);
        Imgproc.fillPoly(
                photo,
                List.of(new MatOfPoint(
                        new Point(0, 0),
                        new Point(199, 0),
                        new Point(199, 130),
                        new Point(130, 95),
                        new Point(70, 95),
                        new Point(0, 130))),
                TOP);
        Core.setRNGSeed(3);
        Mat noise = new Mat(photo.size(), CvType.CV_8UC3);
        Core.randn(noise, 8, 4);
        Core.add(photo, noise, photo);
        return photo;
    }

    private static Mat cut(Mat photo) {
        Mat everywhere = above(200);
        return HemCut.find(photo, everywhere, above(80), above(150), above(115));
    }

    @Test
    void followsADrapedHem() {
        Mat top = cut(drapedHem());

        assertThat(top.get(105, 100)[0]).as("trousers in the middle").isZero();
        assertThat(top.get(118, 5)[0]).as("top at the side").isEqualTo(255);
        assertThat(top.get(88, 100)[0]).as("top in the middle").isEqualTo(255);
    }

    @Test
    void takesNothingBeyondWhatMayBeTop() {
        Mat allTop = new Mat(200, 200, CvType.CV_8UC3, TOP);

        assertThat(Core.countNonZero(cut(allTop).submat(new Rect(0, 150, 200, 50))))
                .isZero();
    }

    @Test
    void cutsTheSameAgainWhateverWasDrawnBefore() {
        Mat photo = drapedHem();
        Mat once = cut(photo);
        Core.randn(new Mat(50, 50, CvType.CV_8UC1), 0, 1);
        Mat again = cut(photo);

        Core.absdiff(once, again, again);
        assertThat(Core.countNonZero(again)).isZero();
    }
}
