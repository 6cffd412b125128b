/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.crop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.tryon.masking.photo.Pictures;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

class CropTest {
    @Test
    void holdsMaskAndMarginInTheCanvasAspectInsideThePicture() {
        Random random = new Random(1);
        for (int round = 0; round < 500; round++) {
            Mat mask = mask(1 + random.nextInt(400), 1 + random.nextInt(400), random);
            double margin = random.nextDouble() * 0.5;
            int canvasWidth = 8 * (1 + random.nextInt(40));
            int canvasHeight = 8 * (1 + random.nextInt(40));

            Crop crop = Crop.around(mask, margin, canvasWidth, canvasHeight);

            Rect tight = Imgproc.boundingRect(mask);
            double grown = margin * Math.max(tight.width, tight.height);
            assertThat(intersection(crop.box(), tight)).as("mask in %s", crop).isEqualTo(tight);
            assertThat((double) crop.width()).isGreaterThanOrEqualTo(tight.width + 2 * grown);
            assertThat((double) crop.height()).isGreaterThanOrEqualTo(tight.height + 2 * grown);
            boolean tightAcross = crop.width() <= tight.width + 2 * Math.ceil(grown);
            boolean tightDown = crop.height() <= tight.height + 2 * Math.ceil(grown);
            assertThat(tightAcross || tightDown).as("smallest: %s", crop).isTrue();
            assertThat((double) crop.width() * canvasHeight / canvasWidth)
                    .isCloseTo(crop.height(), within(0.51 * Math.max(1, (double) canvasHeight / canvasWidth)));
            assertThat(side(crop.x(), crop.width(), mask.cols()))
                    .as("across: %s", crop)
                    .isTrue();
            assertThat(side(crop.y(), crop.height(), mask.rows()))
                    .as("down: %s", crop)
                    .isTrue();
        }
    }

    /** Inside the picture when it fits, over all of it when it does not. */
    private static boolean side(int start, int length, int picture) {
        return length <= picture ? start >= 0 && start + length <= picture : start <= 0 && start + length >= picture;
    }

    private static Rect intersection(Rect one, Rect other) {
        int left = Math.max(one.x, other.x);
        int top = Math.max(one.y, other.y);
        int right = Math.min(one.x + one.width, other.x + other.width);
        int bottom = Math.min(one.y + one.height, other.y + other.height);
        return new Rect(left, top, right - left, bottom - top);
    }

    private static Mat mask(int width, int height, Random random) {
        Mat mask = Mat.zeros(height, width, CvType.CV_8UC1);
        int left = random.nextInt(width);
        int top = random.nextInt(height);
        Rect box = new Rect(left, top, 1 + random.nextInt(width - left), 1 + random.nextInt(height - top));
        mask.submat(box).setTo(new Scalar(1 + random.nextInt(255)));
        return mask;
    }

    @Test
    void centresOnTheMask() {
        Mat mask = Mat.zeros(300, 400, CvType.CV_8UC1);
        mask.submat(new Rect(100, 120, 80, 60)).setTo(new Scalar(255));

        assertThat(Crop.around(mask, 0.125, 50, 50)).isEqualTo(new Crop(90, 100, 100, 100, 50, 50));
    }

    @Test
    void refusesAnEmptyMask() {
        Mat mask = Mat.zeros(30, 40, CvType.CV_8UC1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Crop.around(mask, 0.1, 64, 64))
                .withMessageContaining("mask");
    }

    @Test
    void comesBackExactlyAtScaleOne() {
        Random random = new Random(2);
        for (int round = 0; round < 200; round++) {
            Mat picture = Pictures.noise(20 + random.nextInt(60), 20 + random.nextInt(60), CvType.CV_8UC3, round);
            int width = 1 + random.nextInt(90);
            int height = 1 + random.nextInt(90);
            int x = random.nextInt(picture.cols() + width - 1) - width + 1;
            int y = random.nextInt(picture.rows() + height - 1) - height + 1;
            Crop crop = new Crop(x, y, width, height, width, height);

            Mat back = crop.clip(crop.restore(crop.extract(picture)), picture.cols(), picture.rows());

            Mat there = picture.submat(crop.inside(picture.cols(), picture.rows()));
            assertThat(Pictures.difference(back, there)).as("%s", crop).isZero();
        }
    }

    @Test
    void repeatsTheEdgeOutsideThePicture() {
        Mat picture = Pictures.noise(10, 10, CvType.CV_8UC3, 3);

        Mat canvas = new Crop(-4, 6, 20, 8, 20, 8).extract(picture);

        assertThat(canvas.get(0, 0)).containsExactly(picture.get(6, 0));
        assertThat(canvas.get(1, 19)).containsExactly(picture.get(7, 9));
        assertThat(canvas.get(7, 5)).containsExactly(picture.get(9, 1));
    }

    /** A picture may be a view into a larger Mat, whose pixels OpenCV would rather take than repeat an edge. */
    @Test
    void repeatsTheEdgeOfAViewToo() {
        Mat larger = Pictures.noise(30, 30, CvType.CV_8UC3, 3);
        Mat picture = larger.submat(new Rect(10, 10, 10, 10));

        Mat canvas = new Crop(2, -3, 4, 8, 4, 8).extract(picture);

        assertThat(canvas.get(0, 3)).containsExactly(picture.get(0, 5));
    }

    @ParameterizedTest
    @CsvSource({"200, 200, 50, 50", "40, 40, 160, 160", "97, 131, 64, 86"})
    void keepsSmoothPicturesThroughScaling(int width, int height, int canvasWidth, int canvasHeight) {
        Mat picture = new Mat(300, 300, CvType.CV_8UC3);
        for (int y = 0; y < 300; y++) {
            for (int x = 0; x < 300; x++) {
                picture.put(y, x, x / 2.0, y / 2.0, (x + y) / 3.0);
            }
        }
        Crop crop = new Crop(50, 60, width, height, canvasWidth, canvasHeight);

        Mat back = crop.restore(crop.extract(picture));

        int frame = Math.max(width, height) / 10;
        Rect core = new Rect(frame, frame, width - 2 * frame, height - 2 * frame);
        assertThat(Pictures.difference(
                        back.submat(core), picture.submat(crop.box()).submat(core)))
                .isLessThanOrEqualTo(2);
    }

    @Test
    void mapsPointsThereAndBack() {
        Crop crop = new Crop(-10, 20, 200, 100, 50, 25);

        assertThat(crop.toCanvas(new Point(-10, 20))).isEqualTo(new Point(0, 0));
        assertThat(crop.toCanvas(new Point(190, 120))).isEqualTo(new Point(50, 25));
        assertThat(crop.toPicture(crop.toCanvas(new Point(33, 44)))).isEqualTo(new Point(33, 44));
    }

    @Test
    void refusesToReadOrRestoreWhatIsNotItsOwn() {
        Crop crop = new Crop(100, 0, 10, 10, 10, 10);

        assertThatIllegalArgumentException().isThrownBy(() -> crop.extract(Pictures.noise(50, 50, CvType.CV_8UC3, 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> crop.restore(Pictures.noise(9, 10, CvType.CV_8UC3, 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Crop(0, 0, 0, 10, 10, 10));
    }
}
