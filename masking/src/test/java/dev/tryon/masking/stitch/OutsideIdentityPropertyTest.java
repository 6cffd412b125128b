/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.stitch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.masking.crop.Crop;
import dev.tryon.masking.photo.Orientation;
import dev.tryon.masking.photo.Photo;
import dev.tryon.masking.photo.PhotoLimits;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.photo.Pictures;
import dev.tryon.masking.photo.PngEncoder;
import dev.tryon.masking.policy.StitchRules;
import dev.tryon.masking.policy.StitchRules.ColourMatch;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

/**
 * The first promise on 1,000 random pictures per way of matching colours: any type, orientation, mask, crop, canvas and
 * feather. Compared in plain Java, on what a decoder makes of the encoded result.
 */
class OutsideIdentityPropertyTest {
    private static final int ROUNDS = 1000;
    private static final int[] TYPES = {
        CvType.CV_8UC1, CvType.CV_8UC3, CvType.CV_8UC4, CvType.CV_16UC1, CvType.CV_16UC3, CvType.CV_16UC4
    };

    private final Stitcher stitcher = new Stitcher();

    @ParameterizedTest
    @EnumSource(ColourMatch.class)
    void noPixelOutsideTheMaskDiffers(ColourMatch match) throws PhotoRejectedException {
        Random random = new Random(match.name().hashCode());
        int painted = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int type = TYPES[round % TYPES.length];
            Orientation orientation = Orientation.ofExif(1 + random.nextInt(8));
            Mat stored = Pictures.noise(1 + random.nextInt(40), 1 + random.nextInt(40), type, random.nextLong());
            painted += stitchAndCompare(stored, orientation, match, random, round);
            stored.release();
        }
        assertThat(painted).as("pixels that were painted in all").isGreaterThan(50 * ROUNDS);
    }

    /** @return pixels that differ, all of them inside */
    private int stitchAndCompare(Mat stored, Orientation orientation, ColourMatch match, Random random, int round)
            throws PhotoRejectedException {
        try (Photo subject = Pictures.photo(stored, orientation)) {
            Mat mask = randomMask(subject.width(), subject.height(), random);
            Crop crop = randomCrop(mask, random);
            Mat painting = Pictures.noise(crop.canvasWidth(), crop.canvasHeight(), CvType.CV_8UC3, round);
            double feather = random.nextBoolean() ? 0 : random.nextDouble() * 0.25;
            try (Stitched stitched = stitcher.stitch(subject, mask, crop, painting, feather, new StitchRules(match));
                    Photo decoded = Photo.decode(
                            PngEncoder.encode(stitched.result(), subject.metadata()), PhotoLimits.forOwnResults())) {
                Mat storedMask = orientation.stored(mask);
                int differing = differing(stored, decoded.raw(), storedMask, round);
                storedMask.release();
                return differing;
            } finally {
                mask.release();
                painting.release();
            }
        }
    }

    private static int differing(Mat stored, Mat result, Mat mask, int round) {
        int differing = 0;
        for (int y = 0; y < stored.rows(); y++) {
            for (int x = 0; x < stored.cols(); x++) {
                double[] was = stored.get(y, x);
                double[] is = result.get(y, x);
                boolean same = true;
                for (int channel = 0; channel < is.length; channel++) {
                    same &= is[channel] == was[was.length == 1 ? 0 : channel];
                }
                if (!same) {
                    differing++;
                    if (mask.get(y, x)[0] == 0) {
                        throw new AssertionError("round %d changed row %d, column %d".formatted(round, y, x));
                    }
                }
            }
        }
        return differing;
    }

    /** Blobs, boxes, single pixels, noise; any value above 0 counts. */
    private static Mat randomMask(int width, int height, Random random) {
        Mat mask = Mat.zeros(height, width, CvType.CV_8UC1);
        mask.put(random.nextInt(height), random.nextInt(width), 1 + random.nextInt(255));
        for (int i = random.nextInt(5); i > 0; i--) {
            Point centre = new Point(random.nextInt(width), random.nextInt(height));
            Scalar value = new Scalar(1 + random.nextInt(255));
            switch (random.nextInt(3)) {
                case 0 -> Imgproc.circle(mask, centre, random.nextInt(20), value, -1);
                case 1 ->
                    Imgproc.rectangle(
                            mask,
                            new Rect((int) centre.x, (int) centre.y, 1 + random.nextInt(20), 1 + random.nextInt(20)),
                            value,
                            -1);
                default -> mask.put((int) centre.y, (int) centre.x, 255);
            }
        }
        return mask;
    }

    /** Around the mask, or any box, which may cut the mask or lie outside the picture. */
    private static Crop randomCrop(Mat mask, Random random) {
        int canvasWidth = 1 + random.nextInt(50);
        int canvasHeight = 1 + random.nextInt(50);
        if (random.nextInt(4) > 0) {
            return Crop.around(mask, random.nextDouble() * 0.3, canvasWidth, canvasHeight);
        }
        int x = random.nextInt(60) - 30;
        int y = random.nextInt(60) - 30;
        return new Crop(x, y, 1 + random.nextInt(60), 1 + random.nextInt(60), canvasWidth, canvasHeight);
    }
}
