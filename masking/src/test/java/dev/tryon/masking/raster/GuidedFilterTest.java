/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.raster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.masking.photo.NativeOpenCv;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

class GuidedFilterTest {
    static {
        NativeOpenCv.load();
    }

    @Test
    void movesAMattesEdgeToThePictures() {
        Mat picture = new Mat(100, 100, CvType.CV_8UC3, new Scalar(20, 20, 20));
        Imgproc.rectangle(picture, new Rect(50, 0, 50, 100), new Scalar(220, 220, 220), Imgproc.FILLED);
        Mat matte = new Mat(100, 100, CvType.CV_8UC1, new Scalar(0));
        Imgproc.rectangle(matte, new Rect(46, 0, 54, 100), new Scalar(255), Imgproc.FILLED);

        Mat followed = GuidedFilter.apply(picture, matte, 16, 1e-4);

        assertThat(followed.get(50, 47)[0]).isLessThan(110);
        assertThat(followed.get(50, 51)[0]).isGreaterThan(200);
    }

    @Test
    void leavesAFlatMatteAsItIs() {
        Mat picture = new Mat(40, 40, CvType.CV_8UC3, new Scalar(9, 90, 200));
        Mat matte = new Mat(40, 40, CvType.CV_8UC1, new Scalar(77));

        Mat followed = GuidedFilter.apply(picture, matte, 4, 1e-4);

        assertThat(followed.get(20, 20)[0]).isEqualTo(77);
    }
}
