/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.tryon.masking.photo.NativeOpenCv;
import dev.tryon.masking.photo.PhotoLimits;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.photo.Pictures;
import dev.tryon.masking.policy.MaskPolicies;
import dev.tryon.v1.Expert;
import dev.tryon.v1.FailureCode;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

class MaskOverrideTest {
    static {
        NativeOpenCv.load();
    }

    private static final MaskOverride.PolicyRegion NONE = () -> {
        throw new PhotoRejectedException(FailureCode.NO_PERSON, "nobody");
    };

    private static Region region(Mat drawn, Size size) throws PhotoRejectedException {
        return read(Pictures.encode(".png", drawn)).region(size, NONE);
    }

    private static MaskOverride read(byte[] bytes) throws PhotoRejectedException {
        return MaskOverride.read(bytes, MaskOverride.Mode.REPLACE, new PhotoLimits(1_000_000, 1, 16));
    }

    private static MaskOverride strokes(String strokes) throws PhotoRejectedException {
        return read(" {\"version\": 1, \"strokes\": [%s]}".formatted(strokes).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void isScaledToTheSubject() throws PhotoRejectedException {
        Mat drawn = new Mat(100, 100, CvType.CV_8UC1, new Scalar(0));
        Imgproc.rectangle(drawn, new Rect(50, 0, 50, 100), new Scalar(255), Imgproc.FILLED);

        Region region = region(drawn, new Size(600, 300));

        assertThat(region.mask().size()).isEqualTo(new Size(600, 300));
        assertThat(Core.countNonZero(region.mask())).isEqualTo(300 * 300);
    }

    @Test
    void cutsSoftBordersAtTheMiddle() throws PhotoRejectedException {
        Mat ramp = new Mat(16, 256, CvType.CV_8UC1);
        for (int i = 0; i < 256; i++) {
            ramp.col(i).setTo(new Scalar(i));
        }

        Region region = region(ramp, new Size(256, 16));

        assertThat(region.mask().get(0, 127)[0]).isZero();
        assertThat(Core.countNonZero(region.mask())).isEqualTo(128 * 16);
    }

    @Test
    void keepsTheShareOfALargerMaskWithFineStripes() throws PhotoRejectedException {
        Mat stripes = new Mat(400, 400, CvType.CV_8UC1, new Scalar(0));
        for (int x = 0; x < 400; x += 4) {
            stripes.submat(0, 200, x, x + 3).setTo(new Scalar(255));
        }

        Region region = region(stripes, new Size(100, 100));

        assertThat(Core.countNonZero(region.mask())).isEqualTo(50 * 100);
    }

    @Test
    void takesHolesInABlackPictureForTheMask() throws PhotoRejectedException {
        Mat drawn = new Mat(100, 100, CvType.CV_8UC4, new Scalar(0, 0, 0, 0));
        Imgproc.rectangle(drawn, new Rect(0, 0, 50, 100), new Scalar(0, 0, 0, 255), Imgproc.FILLED);

        Region region = region(drawn, new Size(100, 100));

        assertThat(Core.countNonZero(region.mask())).isEqualTo(5000);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 255})
    void isRejectedWhenItIsEmptyOrCoversEverything(int level) {
        assertInvalid(() -> region(new Mat(100, 100, CvType.CV_8UC1, new Scalar(level)), new Size(100, 100)));
    }

    @Test
    void takesAnAllWhiteMaskForNoLimit() throws PhotoRejectedException {
        byte[] white = Pictures.encode(".png", new Mat(50, 50, CvType.CV_8UC1, new Scalar(255)));
        Mat policys = Mat.zeros(100, 100, CvType.CV_8UC1);
        policys.submat(20, 40, 20, 40).setTo(new Scalar(255));
        MaskReport report = MaskReport.judge(
                new MaskReport.Measures(0.04, 1, 0.4, 0.9, 0.01),
                MaskPolicies.of(Expert.EXPERT_TOP).gate());

        Region region = MaskOverride.read(white, MaskOverride.Mode.INTERSECT, new PhotoLimits(1_000_000, 1, 16))
                .region(new Size(100, 100), () -> new Region(policys, report));

        assertThat(region.report()).as("what was said of the photo stays said").isEqualTo(report);
        assertThat(Core.countNonZero(region.mask())).isEqualTo(400);
    }

    @Test
    void refusesAMaskBesideThePolicysRegion() {
        Mat left = Mat.zeros(100, 100, CvType.CV_8UC1);
        left.submat(0, 100, 0, 10).setTo(new Scalar(255));
        Mat right = Mat.zeros(100, 100, CvType.CV_8UC1);
        right.submat(0, 100, 90, 100).setTo(new Scalar(255));

        assertInvalid(() -> MaskOverride.read(
                        Pictures.encode(".png", left), MaskOverride.Mode.INTERSECT, new PhotoLimits(1_000_000, 1, 16))
                .region(new Size(100, 100), () -> new Region(right, MaskReport.ofOverride(0.1, 1))));
    }

    @Test
    void paintsStrokesWhereThePolicyHasNoRegion() throws PhotoRejectedException {
        Region region = strokes("{\"mode\": \"paint\", \"radius\": 0.1, \"points\": [[0.5, 0.25]]}")
                .region(new Size(200, 400), NONE);

        assertThat(region.mask().get(100, 100)[0]).isEqualTo(255);
        assertThat((double) Core.countNonZero(region.mask())).isCloseTo(Math.PI * 40 * 40, withinPercentage(4));
    }

    @Test
    void doesNotEraseFromNothing() {
        assertThatThrownBy(() -> strokes("{\"mode\": \"erase\", \"radius\": 0.1, \"points\": [[0.5, 0.25]]}")
                        .region(new Size(200, 400), NONE))
                .hasMessageContaining("nobody");
    }

    @Test
    void drawsStrokesInTheirOrder() throws PhotoRejectedException {
        String paint = "{\"mode\": \"paint\", \"radius\": 0.1, \"points\": [[0.1, 0.5], [0.9, 0.5]]}";
        String erase = "{\"mode\": \"erase\", \"radius\": 0.05, \"points\": [[0.5, 0.1], [0.5, 0.9]]}";

        Region erased = strokes(paint + "," + erase).region(new Size(100, 100), NONE);
        Region painted = strokes(erase + "," + paint).region(new Size(100, 100), NONE);

        assertThat(erased.mask().get(50, 50)[0]).isZero();
        assertThat(erased.mask().get(50, 30)[0]).isEqualTo(255);
        assertThat(painted.mask().get(50, 50)[0]).isEqualTo(255);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'version': 2, 'strokes': []} | version: must be 1",
                "{'version': 1, 'strokes': []} | strokes: must be 1 to",
                "{'version': 1} | strokes",
                "{'version': 1, 'strokes': [{'mode': 'spray', 'radius': 0.1, 'points': [[0, 0]]}]} | spray",
                "{'version': 1, 'strokes': [{'mode': 'paint', 'radius': 0.6, 'points': [[0, 0]]}]} | radius",
                "{'version': 1, 'strokes': [{'mode': 'paint', 'radius': 0.1, 'points': []}]} | at least one",
                "{'version': 1, 'strokes': [{'mode': 'paint', 'radius': 0.1, 'points': [[0, 3]]}]} | -1 to 2",
                "{'version': 1, 'strokes': [{'mode': 'paint', 'radius': 0.1, 'points': [[0]]}]} | must be [x, y]",
                "{'version': 1, 'strokes': [{'mode': 'paint', 'radius': 0.1, 'points': [[0, 0]], 'x': 1}]} | x",
                "{'version': 1, 'strokes': [ | cannot be read",
            })
    void saysWhatIsWrongWithStrokes(String json, String text) {
        assertThatThrownBy(() -> read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        PhotoRejectedException.class,
                        e -> assertThat(e.code()).isEqualTo(FailureCode.MASK_OVERRIDE_INVALID))
                .hasMessageContaining(text);
    }

    @Test
    void refusesToIntersectStrokes() {
        byte[] json = "{\"version\": 1, \"strokes\": []}".getBytes(StandardCharsets.UTF_8);

        assertInvalid(() -> MaskOverride.read(json, MaskOverride.Mode.INTERSECT, PhotoLimits.defaults()));
    }

    private static void assertInvalid(ThrowingCallable what) {
        assertThatThrownBy(what)
                .isInstanceOfSatisfying(
                        PhotoRejectedException.class,
                        e -> assertThat(e.code()).isEqualTo(FailureCode.MASK_OVERRIDE_INVALID));
    }
}
