/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.finish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.xmp.XmpDirectory;
import dev.tryon.masking.PreparedTryOn;
import dev.tryon.masking.crop.Crop;
import dev.tryon.masking.photo.Orientation;
import dev.tryon.masking.photo.Photo;
import dev.tryon.masking.photo.PhotoFormat;
import dev.tryon.masking.photo.PhotoLimits;
import dev.tryon.masking.photo.PhotoMetadata;
import dev.tryon.masking.photo.Pictures;
import dev.tryon.masking.photo.PngEncoder;
import dev.tryon.masking.policy.StitchRules;
import dev.tryon.masking.region.MaskReport;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;

class FinisherTest {

    private static final int WIDTH = 160;
    private static final int HEIGHT = 200;
    private static final Rect REGION = new Rect(50, 60, 40, 70);

    @Test
    void paintsInsideMaskAndNothingElse() throws Exception {
        try (Photo subject = photo(CvType.CV_8UC3, Orientation.NORMAL);
                PreparedTryOn prepared = prepared()) {
            FinishedTryOn finished = new Finisher().finish(subject, prepared, red(), 0, PhotoFormat.PNG);

            assertThat(finished.measures().outsideDifferingPixels()).isZero();
            assertThat(finished.measures().maskCoverage()).isCloseTo(REGION.area() / (WIDTH * HEIGHT), within(1e-9));
            try (Photo result = Photo.decode(finished.image(), PhotoLimits.forOwnResults());
                    Photo mask = Photo.decode(finished.mask(), PhotoLimits.forOwnResults())) {
                assertThat(result.raw().get(90, 70)).containsExactly(0, 0, 255);
                assertThat(result.raw().get(10, 10)).isEqualTo(subject.raw().get(10, 10));
                assertThat(Core.countNonZero(mask.raw())).isEqualTo((int) REGION.area());
            }
        }
    }

    @Test
    void resultAndMaskLieAsSubjectIsStored() throws Exception {
        try (Photo subject = photo(CvType.CV_8UC3, Orientation.ROTATED_90);
                PreparedTryOn prepared = prepared()) {
            FinishedTryOn finished = new Finisher().finish(subject, prepared, red(), 0, PhotoFormat.PNG);

            assertThat(finished.width()).isEqualTo(subject.raw().cols()).isEqualTo(HEIGHT);
            try (Photo result = Photo.decode(finished.image(), PhotoLimits.forOwnResults());
                    Photo mask = Photo.decode(finished.mask(), PhotoLimits.forOwnResults())) {
                assertThat(result.orientation()).isEqualTo(Orientation.ROTATED_90);
                assertThat(mask.orientation()).isEqualTo(Orientation.ROTATED_90);
                Mat upright = result.uprightRgb();
                assertThat(upright.get(90, 70)).containsExactly(255, 0, 0);
                upright.release();
            }
        }
    }

    @Test
    void becomesPngWhereWebpWouldLoseSomething() throws Exception {
        try (Photo subject = photo(CvType.CV_16UC3, Orientation.NORMAL);
                PreparedTryOn prepared = prepared()) {
            FinishedTryOn finished = new Finisher().finish(subject, prepared, red(), 0, PhotoFormat.WEBP);

            assertThat(finished.format()).isEqualTo(PhotoFormat.PNG);
            assertThat(finished.measures().outsideDifferingPixels()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = PhotoFormat.class,
            names = {"PNG", "WEBP"})
    void resultSaysThatMachinePaintedPartOfIt(PhotoFormat format) throws Exception {
        try (Photo subject = photo(CvType.CV_8UC3, Orientation.ROTATED_90);
                PreparedTryOn prepared = prepared()) {
            FinishedTryOn finished = new Finisher().finish(subject, prepared, red(), 0, format);

            assertThat(finished.format()).isEqualTo(format);
            assertThat(ImageMetadataReader.readMetadata(new ByteArrayInputStream(finished.image()))
                            .getFirstDirectoryOfType(XmpDirectory.class)
                            .getXmpProperties())
                    .containsEntry(
                            "Iptc4xmpExt:DigitalSourceType",
                            "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia");
            assertThat(finished.measures().outsideDifferingPixels()).isZero();
        }
    }

    @Test
    void becomesWebpWhereAskedFor() throws Exception {
        try (Photo subject = photo(CvType.CV_8UC3, Orientation.NORMAL);
                PreparedTryOn prepared = prepared()) {
            FinishedTryOn finished = new Finisher().finish(subject, prepared, red(), 0, PhotoFormat.WEBP);

            assertThat(finished.format()).isEqualTo(PhotoFormat.WEBP);
            assertThat(finished.measures().outsideDifferingPixels()).isZero();
        }
    }

    @Test
    void matchesColoursAsThePolicySays() throws Exception {
        try (Photo subject = photo(CvType.CV_8UC3, Orientation.NORMAL);
                PreparedTryOn none = prepared();
                PreparedTryOn poisson = prepared(StitchRules.ColourMatch.POISSON)) {
            FinishedTryOn plain = new Finisher().finish(subject, none, red(), 0, PhotoFormat.PNG);
            FinishedTryOn matched = new Finisher().finish(subject, poisson, red(), 0, PhotoFormat.PNG);

            assertThat(matched.measures().outsideDifferingPixels()).isZero();
            assertThat(matched.image()).isNotEqualTo(plain.image());
        }
    }

    /** Upright WIDTH × HEIGHT, of noise. */
    private static Photo photo(int type, Orientation orientation) throws Exception {
        Mat upright = Pictures.noise(WIDTH, HEIGHT, type, 7);
        Mat stored = orientation.stored(upright);
        byte[] png = PngEncoder.encode(stored, new PhotoMetadata(orientation, null, List.of(), List.of()));
        return Photo.decode(png, PhotoLimits.defaults());
    }

    private static PreparedTryOn prepared() {
        return prepared(StitchRules.ColourMatch.NONE);
    }

    private static PreparedTryOn prepared(StitchRules.ColourMatch match) {
        Mat mask = Mat.zeros(HEIGHT, WIDTH, CvType.CV_8UC1);
        Mat region = mask.submat(REGION);
        region.setTo(new Scalar(255));
        Crop crop = new Crop(0, 0, WIDTH, HEIGHT, WIDTH, HEIGHT);
        int pixels = WIDTH * HEIGHT;
        return new PreparedTryOn(
                mask,
                crop,
                new float[3 * pixels],
                new float[pixels],
                new float[3 * pixels],
                new float[4 * pixels],
                MaskReport.ofOverride(0.1, 1),
                new StitchRules(match),
                "0".repeat(64));
    }

    private static float[] red() {
        float[] planar = new float[3 * WIDTH * HEIGHT];
        Arrays.fill(planar, 0, WIDTH * HEIGHT, 1f);
        return planar;
    }
}
