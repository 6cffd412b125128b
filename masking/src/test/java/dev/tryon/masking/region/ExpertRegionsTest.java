/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryon.masking.DrawnFigure;
import dev.tryon.masking.evidence.BodyLandmark;
import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.evidence.Landmark;
import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.photo.NativeOpenCv;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.policy.MaskPolicies;
import dev.tryon.v1.Expert;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** What each expert may paint of one drawn person, and what it may not. */
class ExpertRegionsTest {
    static {
        NativeOpenCv.load();
    }

    private static final Vec CHEST = new Vec(240, 300);
    private static final Vec CHIN_BELOW = new Vec(240, 200);
    private static final Vec CORNER = new Vec(20, 20);

    private static Region region(Expert expert) throws PhotoRejectedException {
        try (Evidence evidence = DrawnFigure.evidence()) {
            return new RegionBuilder(MaskPolicies.of(expert)).build(DrawnFigure.photo(), evidence);
        }
    }

    private static Vec at(BodyLandmark landmark) {
        try (Evidence evidence = DrawnFigure.evidence()) {
            return evidence.at(landmark);
        }
    }

    private static boolean painted(Region region, Vec point) {
        return region.mask().get((int) point.y(), (int) point.x())[0] > 0;
    }

    @Test
    void bottomTakesHipsAndBothLegsAndTheSpaceBetweenThem() throws PhotoRejectedException {
        Region region = region(Expert.EXPERT_BOTTOM);

        Vec left = at(BodyLandmark.LEFT_KNEE);
        Vec right = at(BodyLandmark.RIGHT_KNEE);
        assertThat(painted(region, left)).isTrue();
        assertThat(painted(region, right)).isTrue();
        assertThat(painted(region, left.towards(right, 0.5))).isTrue();
        assertThat(painted(region, at(BodyLandmark.LEFT_HIP).towards(left, 0.25)))
                .isTrue();
    }

    @Test
    void bottomLeavesTheTopAndTheShoes() throws PhotoRejectedException {
        Region region = region(Expert.EXPERT_BOTTOM);

        assertThat(painted(region, CHEST)).isFalse();
        assertThat(painted(region, DrawnFigure.FACE)).isFalse();
        assertThat(painted(region, at(BodyLandmark.LEFT_FOOT_INDEX))).isFalse();
    }

    @Test
    void bottomTakesTheTrousersAroundAHandThatLiesOnThem() throws PhotoRejectedException {
        Vec elbow = new Vec(325, 330);
        Vec wrist = new Vec(318, 430);
        Vec index = new Vec(320, 462);
        Rect hip = new Rect(240, 440, 92, 120);
        Mat photo = DrawnFigure.photo();
        photo.submat(hip).setTo(DrawnFigure.TROUSERS);
        Imgproc.line(photo, elbow.point(), wrist.point(), DrawnFigure.SKIN, 12);
        Imgproc.line(photo, wrist.point(), index.point(), DrawnFigure.SKIN, 12);
        Map<BodyLandmark, Vec> handOnHip = Map.of(
                BodyLandmark.LEFT_ELBOW, elbow,
                BodyLandmark.LEFT_WRIST, wrist,
                BodyLandmark.LEFT_INDEX, index,
                BodyLandmark.LEFT_PINKY, index);
        try (Evidence evidence = moved(handOnHip, 0.99)) {
            evidence.silhouette().submat(hip).setTo(new Scalar(255));
            Region region = new RegionBuilder(MaskPolicies.of(Expert.EXPERT_BOTTOM)).build(photo, evidence);

            assertThat(painted(region, index.plus(new Vec(-12, 4))))
                    .as("beside the hand")
                    .isTrue();
            assertThat(painted(region, index)).as("the hand").isFalse();
        }
    }

    @Test
    void bottomAndDressTakeTheTrousersOfALegThatHidesAFoot() throws PhotoRejectedException {
        Vec rightShin = at(BodyLandmark.RIGHT_KNEE).towards(at(BodyLandmark.RIGHT_ANKLE), 0.6);
        Map<BodyLandmark, Vec> crossed = Map.of(
                BodyLandmark.LEFT_ANKLE, rightShin.plus(new Vec(8, -30)),
                BodyLandmark.LEFT_HEEL, rightShin.plus(new Vec(2, -10)),
                BodyLandmark.LEFT_FOOT_INDEX, rightShin.plus(new Vec(2, 20)));
        for (Expert expert : List.of(Expert.EXPERT_BOTTOM, Expert.EXPERT_DRESS)) {
            try (Evidence evidence = moved(crossed, 0.99)) {
                Region region = new RegionBuilder(MaskPolicies.of(expert)).build(DrawnFigure.photo(), evidence);

                assertThat(painted(region, rightShin.plus(new Vec(0, 5))))
                        .as(expert.name())
                        .isTrue();
            }
        }
    }

    /** The figure's evidence with some landmarks elsewhere. */
    private static Evidence moved(Map<BodyLandmark, Vec> elsewhere, double visibility) {
        try (Evidence evidence = DrawnFigure.evidence()) {
            List<Landmark> body = new ArrayList<>(evidence.body());
            elsewhere.forEach((landmark, at) ->
                    body.set(List.of(BodyLandmark.values()).indexOf(landmark), new Landmark(at, visibility)));
            return new Evidence(
                    evidence.width(),
                    evidence.height(),
                    evidence.silhouette().clone(),
                    body,
                    evidence.face(),
                    evidence.score());
        }
    }

    @Test
    void dressTakesChestAndLegsButNotFaceAndShoes() throws PhotoRejectedException {
        Region region = region(Expert.EXPERT_DRESS);

        assertThat(painted(region, CHEST)).isTrue();
        assertThat(painted(region, at(BodyLandmark.LEFT_KNEE))).isTrue();
        assertThat(painted(region, DrawnFigure.FACE)).isFalse();
        assertThat(painted(region, at(BodyLandmark.RIGHT_FOOT_INDEX))).isFalse();
    }

    @Test
    void shoesTakeBothFeetAndRoomForBootsButNotTheKnees() throws PhotoRejectedException {
        Region region = region(Expert.EXPERT_SHOES);

        for (BodyLandmark part : List.of(
                BodyLandmark.LEFT_HEEL,
                BodyLandmark.LEFT_FOOT_INDEX,
                BodyLandmark.RIGHT_HEEL,
                BodyLandmark.RIGHT_ANKLE)) {
            assertThat(painted(region, at(part))).as(part.name()).isTrue();
        }
        Vec boot = at(BodyLandmark.LEFT_ANKLE).towards(at(BodyLandmark.LEFT_KNEE), 0.25);
        assertThat(painted(region, boot)).isTrue();
        assertThat(painted(region, at(BodyLandmark.LEFT_KNEE))).isFalse();
    }

    @Test
    void eyewearTakesBothEyesButNotTheMouth() throws PhotoRejectedException {
        Region region = region(Expert.EXPERT_EYE);

        assertThat(painted(region, at(BodyLandmark.LEFT_EYE))).isTrue();
        assertThat(painted(region, at(BodyLandmark.RIGHT_EYE))).isTrue();
        assertThat(painted(region, at(BodyLandmark.MOUTH_LEFT))).isFalse();
        assertThat(painted(region, CHEST)).isFalse();
    }

    @Test
    void faceTakesEyesAndMouthButNotTheNeck() throws PhotoRejectedException {
        Region region = region(Expert.EXPERT_FACE);

        assertThat(painted(region, at(BodyLandmark.LEFT_EYE))).isTrue();
        assertThat(painted(region, at(BodyLandmark.MOUTH_RIGHT))).isTrue();
        assertThat(painted(region, CHIN_BELOW)).isFalse();
    }

    @Test
    void backgroundTakesAllButThePerson() throws PhotoRejectedException {
        Region region = region(Expert.EXPERT_BG);

        assertThat(painted(region, CORNER)).isTrue();
        for (Vec part : List.of(CHEST, DrawnFigure.FACE, at(BodyLandmark.LEFT_KNEE), at(BodyLandmark.RIGHT_ELBOW))) {
            assertThat(painted(region, part)).as(part.toString()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Expert.class,
            names = {"EXPERT_UNSPECIFIED", "UNRECOGNIZED"},
            mode = EnumSource.Mode.EXCLUDE)
    void theSameRegionComesOutOfAPhotoThreeTimesAsLarge(Expert expert) throws PhotoRejectedException {
        Mat photo = new Mat();
        Imgproc.resize(DrawnFigure.photo(), photo, new Size(), 3, 3, Imgproc.INTER_CUBIC);
        Region small = region(expert);
        Region large;
        try (Evidence evidence = DrawnFigure.evidence();
                Evidence scaled = evidence.scaledTo(photo.cols(), photo.rows())) {
            large = new RegionBuilder(MaskPolicies.of(expert)).build(photo, scaled);
        }

        Mat shrunk = new Mat();
        Imgproc.resize(large.mask(), shrunk, small.mask().size(), 0, 0, Imgproc.INTER_AREA);
        Imgproc.threshold(shrunk, shrunk, 127, 255, Imgproc.THRESH_BINARY);
        Mat difference = new Mat();
        Core.absdiff(shrunk, small.mask(), difference);
        double share = (double) Core.countNonZero(difference) / Core.countNonZero(small.mask());
        assertThat(share).isLessThan(0.06);
    }

    @Test
    void shoesAreNotVisibleWhereThePictureEndsAtTheShins() {
        assertNotVisible(Expert.EXPERT_SHOES, new Rect(0, 0, DrawnFigure.WIDTH, 780), "foot");
    }

    @Test
    void legsAreNotVisibleWhereThePictureEndsAtTheHips() {
        assertNotVisible(Expert.EXPERT_BOTTOM, new Rect(0, 0, DrawnFigure.WIDTH, 470), "legs");
        assertNotVisible(Expert.EXPERT_DRESS, new Rect(0, 0, DrawnFigure.WIDTH, 360), "dress");
    }

    @Test
    void legsThatAreSqueezedInAtTheEdgeAreAGuess() {
        Map<BodyLandmark, Vec> squeezed = Map.of(
                BodyLandmark.LEFT_KNEE, new Vec(285, 470),
                BodyLandmark.RIGHT_KNEE, new Vec(195, 470));
        try (Evidence evidence = moved(squeezed, 0.6)) {
            assertThatThrownBy(() -> new RegionBuilder(MaskPolicies.of(Expert.EXPERT_BOTTOM))
                            .build(DrawnFigure.photo(), evidence))
                    .isInstanceOf(PhotoRejectedException.class)
                    .hasMessageContaining("ends about the hips");
        }
    }

    @Test
    void legsThatPointAtTheCameraAreSeen() throws PhotoRejectedException {
        Map<BodyLandmark, Vec> seated = Map.of(
                BodyLandmark.LEFT_KNEE, new Vec(285, 490),
                BodyLandmark.RIGHT_KNEE, new Vec(195, 490));
        try (Evidence evidence = moved(seated, 0.97)) {
            new RegionBuilder(MaskPolicies.of(Expert.EXPERT_BOTTOM)).build(DrawnFigure.photo(), evidence);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Expert.class,
            names = {"EXPERT_TOP", "EXPERT_DRESS"})
    void upperGarmentsAreNotVisibleWhereThePictureBeginsBelowTheShoulders(Expert expert) {
        assertNotVisible(expert, new Rect(0, 240, DrawnFigure.WIDTH, DrawnFigure.HEIGHT - 240), "shoulders");
    }

    @ParameterizedTest
    @EnumSource(
            value = Expert.class,
            names = {"EXPERT_EYE", "EXPERT_FACE"})
    void aFaceThatIsSqueezedInBelowTheEdgeIsCutOff(Expert expert) {
        try (Evidence evidence = DrawnFigure.evidence()) {
            double eyes = evidence.at(BodyLandmark.LEFT_EYE).y();
            List<Vec> squeezed = evidence.face().stream()
                    .map(point -> new Vec(point.x(), 7 + (point.y() - eyes) * (point.y() < eyes ? 0.2 : 1)))
                    .toList();
            Evidence cut = new Evidence(
                    evidence.width(), evidence.height(), evidence.silhouette().clone(), evidence.body(), squeezed, 1);
            assertThatThrownBy(() -> new RegionBuilder(MaskPolicies.of(expert)).build(DrawnFigure.photo(), cut))
                    .isInstanceOf(PhotoRejectedException.class)
                    .hasMessageContaining("cut off at the eyes");
        }
    }

    private static void assertNotVisible(Expert expert, Rect part, String word) {
        try (Evidence evidence = DrawnFigure.evidence();
                Evidence cut = evidence.within(part, part.width, part.height)) {
            Mat photo = DrawnFigure.photo().submat(part).clone();
            assertThatThrownBy(() -> new RegionBuilder(MaskPolicies.of(expert)).build(photo, cut))
                    .isInstanceOf(PhotoRejectedException.class)
                    .hasMessageContaining(word)
                    .hasMessageContaining("use a");
        }
    }

    @Test
    void aFaceOfFewPixelsIsRejectedWithItsSize() {
        Mat photo = new Mat(120, 60, CvType.CV_8UC3, new Scalar(90, 90, 90));
        try (Evidence evidence = DrawnFigure.evidence();
                Evidence tiny = evidence.scaledTo(60, 120)) {
            assertThatThrownBy(() -> new RegionBuilder(MaskPolicies.of(Expert.EXPERT_EYE)).build(photo, tiny))
                    .isInstanceOf(PhotoRejectedException.class)
                    .hasMessageContaining("pixels high");
        }
    }

    @Test
    void aSceneWithoutPeopleIsNoTaskForBackgrounds() {
        Mat photo = new Mat(200, 200, CvType.CV_8UC3, new Scalar(90, 120, 60));
        Mat nobody = Mat.zeros(200, 200, CvType.CV_8UC1);
        try (Evidence evidence = new Evidence(200, 200, nobody, List.of(), List.of(), 1)) {
            assertThatThrownBy(() -> new RegionBuilder(MaskPolicies.of(Expert.EXPERT_BG)).build(photo, evidence))
                    .isInstanceOf(PhotoRejectedException.class)
                    .hasMessageContaining("person");
        }
    }
}
