/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.stitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tryon.masking.photo.Pictures;
import dev.tryon.masking.policy.StitchRules.ColourMatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

class ColourMatchingTest {
    private static final int SIDE = 300;
    private static final Rect REGION = new Rect(80, 60, 140, 180);

    /** Smooth, in the middle levels. */
    private static Mat scene() {
        Mat scene = Pictures.noise(SIDE, SIDE, CvType.CV_8UC3, 5);
        Imgproc.GaussianBlur(scene, scene, new Size(0, 0), 9);
        return scene;
    }

    private static Mat mask() {
        Mat mask = Mat.zeros(SIDE, SIDE, CvType.CV_8UC1);
        mask.submat(REGION).setTo(new Scalar(255));
        return mask;
    }

    /** Mean absolute difference within the region. */
    private static double error(Mat one, Mat other) {
        Mat difference = new Mat();
        Core.absdiff(one.submat(REGION), other.submat(REGION), difference);
        Scalar mean = Core.mean(difference);
        return (mean.val[0] + mean.val[1] + mean.val[2]) / 3;
    }

    @Test
    void takesAGainBackExactly() {
        Mat painting = scene();
        Core.multiply(painting, new Scalar(0.9, 1.1, 0.95), painting);
        double before = error(painting, scene());

        ColourMatching.apply(ColourMatch.GAIN, scene(), painting, mask());

        assertThat(before).isGreaterThan(5);
        assertThat(error(painting, scene())).isLessThan(1);
    }

    @Test
    void boundsTheGain() {
        Mat painting = scene();
        Core.multiply(painting, new Scalar(0.5, 0.5, 0.5), painting);
        Mat expected = new Mat();
        Core.multiply(painting, new Scalar(1.25, 1.25, 1.25), expected);

        ColourMatching.apply(ColourMatch.GAIN, scene(), painting, mask());

        assertThat(error(painting, expected)).isLessThan(0.01);
    }

    @ParameterizedTest
    @ValueSource(ints = {CvType.CV_8U, CvType.CV_16U})
    void takesALightThatChangesAcrossThePictureBack(int depth) {
        Mat photo = scene();
        Mat painting = scene();
        for (int x = 0; x < SIDE; x++) {
            Core.add(painting.col(x), Scalar.all(-20 + 40.0 * x / SIDE), painting.col(x));
        }
        double before = error(painting, scene());
        photo.convertTo(photo, depth, depth == CvType.CV_16U ? 257 : 1);

        ColourMatching.apply(ColourMatch.POISSON, photo, painting, mask());

        assertThat(before).isGreaterThan(4);
        assertThat(error(painting, scene())).isLessThan(1);
    }

    @Test
    void keepsWhatIsPaintedInside() {
        Mat painting = scene();
        painting.submat(new Rect(120, 100, 60, 60)).setTo(new Scalar(10, 200, 30));
        Mat before = painting.clone();

        ColourMatching.apply(ColourMatch.POISSON, scene(), painting, mask());

        assertThat(error(painting, before)).as("nothing was off").isLessThan(0.5);
    }

    @ParameterizedTest
    @EnumSource(ColourMatch.class)
    void leavesAPaintingAloneWhoseMaskHasNoSurroundings(ColourMatch match) {
        Mat painting = Pictures.noise(SIDE, SIDE, CvType.CV_8UC3, 6);
        Mat before = painting.clone();

        ColourMatching.apply(match, scene(), painting, new Mat(SIDE, SIDE, CvType.CV_8UC1, new Scalar(255)));

        assertThat(Pictures.difference(painting, before)).isZero();
    }

    @Test
    void learnsNothingFromWhatIsTransparent() {
        Mat photo = new Mat();
        Imgproc.cvtColor(scene(), photo, Imgproc.COLOR_BGR2BGRA);
        photo.setTo(new Scalar(0, 0, 0, 0));
        Mat painting = scene();

        ColourMatching.apply(ColourMatch.POISSON, photo, painting, mask());

        assertThat(Pictures.difference(painting, scene())).isZero();
    }

    @Test
    void stretchesAMembraneLikeLaplace() {
        int side = 65;
        float[] values = new float[side * side];
        boolean[] known = new boolean[side * side];
        boolean[] asked = new boolean[side * side];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int i = y * side + x;
                known[i] = x == 0 || y == 0 || x == side - 1 || y == side - 1;
                asked[i] = !known[i];
                // Harmonic: x² - y².
                values[i] = known[i] ? (x * x - y * y) / 100f : 99;
            }
        }

        float[] stretched = Membrane.stretch(side, side, values, known, asked);

        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                assertThat((double) stretched[y * side + x]).isCloseTo((x * x - y * y) / 100.0, within(0.5));
            }
        }
    }
}
