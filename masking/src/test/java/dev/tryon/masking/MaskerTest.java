/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.evidence.EvidenceDetector;
import dev.tryon.masking.evidence.EvidenceNeeds;
import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.photo.Photo;
import dev.tryon.masking.photo.PhotoLimits;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.photo.Pictures;
import dev.tryon.masking.region.MaskOverride;
import dev.tryon.masking.region.MaskReport;
import dev.tryon.v1.Expert;
import dev.tryon.v1.FailureCode;
import dev.tryon.v1.Point;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;

class MaskerTest {
    private static final int PIXELS = 384 * 512;

    /** Sees the drawn person, or nobody. */
    private static final class FakeDetector implements EvidenceDetector {
        private final boolean sees;
        private final List<Optional<Vec>> asked = new ArrayList<>();

        FakeDetector(boolean sees) {
            this.sees = sees;
        }

        @Override
        public Evidence detect(Mat uprightRgb, Optional<Vec> person, EvidenceNeeds needs)
                throws PhotoRejectedException {
            asked.add(person);
            if (!sees) {
                throw new PhotoRejectedException(FailureCode.NO_PERSON, "nobody");
            }
            return DrawnPerson.evidence();
        }

        @Override
        public boolean showsFace(Mat uprightRgb) {
            return false;
        }

        @Override
        public void close() {}
    }

    private static PreparedTryOn prepare(FakeDetector detector, Optional<MaskOverride> override)
            throws PhotoRejectedException {
        try (Masker masker = new Masker(detector);
                Photo subject = DrawnProduct.photo(DrawnPerson.photo(0.3));
                Photo product = DrawnProduct.tee()) {
            return masker.prepare(subject, product, Expert.EXPERT_TOP, override, Optional.empty());
        }
    }

    @Test
    void makesTensorsOfThePolicysSizesInTheUnitRange() throws PhotoRejectedException {
        PreparedTryOn prepared = prepare(new FakeDetector(true), Optional.empty());

        assertThat(prepared.maskedCrop()).hasSize(3 * PIXELS);
        assertThat(prepared.maskTensor()).hasSize(PIXELS);
        assertThat(prepared.product()).hasSize(3 * PIXELS);
        assertThat(prepared.placed()).hasSize(4 * PIXELS);
        for (float[] tensor : List.of(prepared.maskedCrop(), prepared.product(), prepared.placed())) {
            for (float value : tensor) {
                assertThat(value >= 0 && value <= 1).isTrue();
            }
        }
        assertThat(prepared.mask().size().width).isEqualTo(DrawnPerson.WIDTH);
        assertThat(prepared.policyFingerprint()).isEqualTo(Masker.policyFingerprint(Expert.EXPERT_TOP));
    }

    /** What was seen of a subject may be kept for the next product: nothing of what the expert is shown may change by it. */
    @Test
    void subjectSeenBeforeIsPreparedTheSameForEachProduct() throws PhotoRejectedException {
        try (Masker masker = new Masker(new FakeDetector(true));
                Photo subject = DrawnProduct.photo(DrawnPerson.photo(0.3));
                Photo product = DrawnProduct.tee()) {
            SubjectSight sight = masker.see(subject, Expert.EXPERT_TOP, Optional.empty());
            for (int i = 0; i < 2; i++) {
                try (PreparedTryOn anew = masker.prepare(
                                subject, product, Expert.EXPERT_TOP, Optional.empty(), Optional.empty());
                        PreparedTryOn kept = masker.prepare(subject, sight, product, Expert.EXPERT_TOP)) {
                    assertThat(kept.maskedCrop()).isEqualTo(anew.maskedCrop());
                    assertThat(kept.maskTensor()).isEqualTo(anew.maskTensor());
                    assertThat(kept.product()).isEqualTo(anew.product());
                    assertThat(kept.placed()).isEqualTo(anew.placed());
                    assertThat(kept.crop()).isEqualTo(anew.crop());
                    assertThat(kept.report()).isEqualTo(anew.report());
                    assertThat(Core.norm(kept.mask(), anew.mask(), Core.NORM_INF))
                            .isZero();
                }
            }
            assertThat(sight.bytes()).isGreaterThan((long) DrawnPerson.WIDTH * DrawnPerson.HEIGHT);
        }
    }

    @Test
    void hidesAllThatIsUnderTheMaskAndNothingElse() throws PhotoRejectedException {
        PreparedTryOn prepared = prepare(new FakeDetector(true), Optional.empty());

        int seen = 0;
        for (int i = 0; i < PIXELS; i++) {
            float red = prepared.maskedCrop()[i];
            float green = prepared.maskedCrop()[PIXELS + i];
            if (prepared.maskTensor()[i] == 1) {
                assertThat(red).isZero();
            } else {
                seen++;
                // The old garment is red: none of it may be left.
                assertThat(red > 0.6 && green < 0.2).isFalse();
            }
        }
        assertThat(seen).isGreaterThan(PIXELS / 5);
    }

    @Test
    void placesTheProductWithinTheMaskWithoutHoles() throws PhotoRejectedException {
        PreparedTryOn prepared = prepare(new FakeDetector(true), Optional.empty());
        float[] placed = prepared.placed();

        for (int i = 0; i < PIXELS; i++) {
            float alpha = placed[3 * PIXELS + i];
            assertThat(alpha == 0 || prepared.maskTensor()[i] == 1).isTrue();
            if (alpha == 0) {
                assertThat(placed[i] + placed[PIXELS + i] + placed[2 * PIXELS + i])
                        .isZero();
            }
        }
        // The middle of the torso is covered all over.
        var chest = prepared.crop().toCanvas(DrawnPerson.CHEST.point());
        int top = (int) chest.y - 60;
        int left = (int) chest.x - 60;
        for (int y = top; y < top + 120; y++) {
            for (int x = left; x < left + 120; x++) {
                assertThat(placed[3 * PIXELS + y * 384 + x]).isEqualTo(1);
            }
        }
    }

    @Test
    void asksForThePersonWhomTheRequestPointsAt() throws PhotoRejectedException {
        FakeDetector detector = new FakeDetector(true);
        try (Masker masker = new Masker(detector);
                Photo subject = DrawnProduct.photo(DrawnPerson.photo(0.3));
                Photo product = DrawnProduct.tee()) {
            Point point = Point.newBuilder().setX(0.25f).setY(0.5f).build();
            masker.prepare(subject, product, Expert.EXPERT_TOP, Optional.empty(), Optional.of(point))
                    .close();
        }

        assertThat(detector.asked).containsExactly(Optional.of(new Vec(0.25, 0.5)));
    }

    @Test
    void takesTheUsersMaskInsteadOfItsOwn() throws PhotoRejectedException {
        PreparedTryOn prepared = prepare(new FakeDetector(true), Optional.of(box()));

        assertThat(Core.countNonZero(prepared.mask())).isEqualTo(160 * 200);
        assertThat(prepared.report().verdict()).isEqualTo(MaskReport.Verdict.ACCEPTED);
    }

    @Test
    void placesTheProductIntoTheUsersMaskWhenNobodyIsSeen() throws PhotoRejectedException {
        PreparedTryOn prepared = prepare(new FakeDetector(false), Optional.of(box()));

        var middle = prepared.crop().toCanvas(new Vec(180, 220).point());
        int row = (int) middle.y;
        int column = (int) middle.x;
        assertThat(prepared.placed()[3 * PIXELS + row * 384 + column]).isEqualTo(1);
    }

    @Test
    void paintsWhatThePolicyAndTheUsersMaskAgreeOn() throws PhotoRejectedException {
        Mat left = new Mat(48, 36, CvType.CV_8UC1, new Scalar(0));
        left.submat(0, 48, 0, 18).setTo(new Scalar(255));
        byte[] png = Pictures.encode(".png", left);
        Mat own = prepare(new FakeDetector(true), Optional.empty()).mask();

        Mat both = prepare(new FakeDetector(true), Optional.of(override(png, MaskOverride.Mode.INTERSECT)))
                .mask();

        assertThat(Core.countNonZero(both.submat(0, 480, 182, 360))).isZero();
        assertThat(Core.countNonZero(both.submat(0, 480, 0, 178)))
                .isEqualTo(Core.countNonZero(own.submat(0, 480, 0, 178)));
    }

    @Test
    void cannotIntersectWhereThereIsNobody() {
        assertThatThrownBy(() -> {
                    Mat half = new Mat(48, 36, CvType.CV_8UC1, new Scalar(0));
                    half.submat(0, 48, 0, 18).setTo(new Scalar(255));
                    byte[] png = Pictures.encode(".png", half);
                    prepare(new FakeDetector(false), Optional.of(override(png, MaskOverride.Mode.INTERSECT)));
                })
                .isInstanceOfSatisfying(
                        PhotoRejectedException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.NO_PERSON));
    }

    @Test
    void drawsStrokesOntoThePolicysRegion() throws PhotoRejectedException {
        String json = """
                {"version": 1, "strokes": [
                  {"mode": "paint", "radius": 0.02, "points": [[0.05, 0.9], [0.2, 0.9]]},
                  {"mode": "erase", "radius": 0.04, "points": [[0.5, 0.5]]}]}
                """;
        Mat mask = prepare(
                        new FakeDetector(true),
                        Optional.of(override(json.getBytes(StandardCharsets.UTF_8), MaskOverride.Mode.REPLACE)))
                .mask();

        assertThat(mask.get(432, 45)[0]).isEqualTo(255);
        assertThat(mask.get(240, 180)[0]).isZero();
        assertThat(mask.get(200, 180)[0]).as("the rest stays").isEqualTo(255);
    }

    @Test
    void saysThatThereIsNobody() {
        assertThatThrownBy(() -> prepare(new FakeDetector(false), Optional.empty()))
                .isInstanceOfSatisfying(
                        PhotoRejectedException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.NO_PERSON));
    }

    private static MaskOverride box() throws PhotoRejectedException {
        Mat mask = new Mat(DrawnPerson.HEIGHT, DrawnPerson.WIDTH, CvType.CV_8UC1, new Scalar(0));
        mask.submat(120, 320, 100, 260).setTo(new Scalar(255));
        return override(Pictures.encode(".png", mask), MaskOverride.Mode.REPLACE);
    }

    private static MaskOverride override(byte[] bytes, MaskOverride.Mode mode) throws PhotoRejectedException {
        return MaskOverride.read(bytes, mode, new PhotoLimits(1_000_000, 1, 16));
    }
}
