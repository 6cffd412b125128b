/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.crop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.masking.photo.Orientation;
import dev.tryon.masking.photo.Photo;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.photo.Pictures;
import dev.tryon.masking.stitch.Stitched;
import dev.tryon.masking.stitch.Stitcher;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;

/** Where box and canvas are equal, crop and stitch are exact inverses: 1,000 random pictures and boxes each. */
class CropRoundTripPropertyTest {
    private static final int ROUNDS = 1000;
    private static final int[] TYPES = {CvType.CV_8UC1, CvType.CV_8UC3, CvType.CV_8UC4, CvType.CV_16UC3};

    /** Its box meets the picture and may reach outside. */
    private static Crop crop(int pictureWidth, int pictureHeight, Random random) {
        int width = 1 + random.nextInt(60);
        int height = 1 + random.nextInt(60);
        int x = 1 - width + random.nextInt(pictureWidth + width - 1);
        int y = 1 - height + random.nextInt(pictureHeight + height - 1);
        return new Crop(x, y, width, height, width, height);
    }

    @Test
    void restoresWhatItExtracted() {
        Random random = new Random(17);
        for (int round = 0; round < ROUNDS; round++) {
            Mat picture = Pictures.noise(
                    1 + random.nextInt(50), 1 + random.nextInt(50), TYPES[round % TYPES.length], random.nextLong());
            Crop crop = crop(picture.cols(), picture.rows(), random);
            Rect inside = crop.inside(picture.cols(), picture.rows());
            Mat canvas = crop.extract(picture);
            Mat restored = crop.restore(canvas);
            Mat part = crop.clip(restored, picture.cols(), picture.rows());

            assertThat(Pictures.difference(part, picture.submat(inside)))
                    .as("round %d, %s", round, crop)
                    .isZero();
            canvas.release();
            restored.release();
            picture.release();
        }
    }

    @Test
    void stitchingWhatWasCroppedChangesNothing() throws PhotoRejectedException {
        Random random = new Random(18);
        Stitcher stitcher = new Stitcher();
        for (int round = 0; round < ROUNDS; round++) {
            int type = round % 2 == 0 ? CvType.CV_8UC3 : CvType.CV_8UC4;
            Orientation orientation = Orientation.ofExif(1 + round % 8);
            Mat stored = Pictures.noise(1 + random.nextInt(40), 1 + random.nextInt(40), type, random.nextLong());
            try (Photo subject = Pictures.photo(stored, orientation)) {
                Crop crop = crop(subject.width(), subject.height(), random);
                Mat everything = new Mat(subject.height(), subject.width(), CvType.CV_8UC1, new Scalar(255));
                Mat rgb = subject.uprightRgb();
                Mat canvas = crop.extract(rgb);
                double feather = random.nextDouble() * 0.25;
                try (Stitched stitched = stitcher.stitch(subject, everything, crop, canvas, feather)) {
                    assertThat(Pictures.difference(stitched.result(), stored))
                            .as("round %d", round)
                            .isZero();
                }
                canvas.release();
                rgb.release();
                everything.release();
            }
            stored.release();
        }
    }
}
