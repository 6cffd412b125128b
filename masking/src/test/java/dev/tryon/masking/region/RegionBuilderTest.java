/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryon.masking.DrawnPerson;
import dev.tryon.masking.evidence.BodyLandmark;
import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.policy.MaskPolicies;
import dev.tryon.v1.Expert;
import dev.tryon.v1.FailureCode;
import org.junit.jupiter.api.Test;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

class RegionBuilderTest {
    private final RegionBuilder regions = new RegionBuilder(MaskPolicies.of(Expert.EXPERT_TOP));

    @Test
    void coversTheWholeOldGarmentAndTheArms() throws PhotoRejectedException {
        Mat photo = DrawnPerson.photo(0.3);
        Mat garment = new Mat();
        Core.inRange(photo, DrawnPerson.GARMENT, DrawnPerson.GARMENT, garment);

        Region region = regions.build(photo, DrawnPerson.evidence());

        Mat uncovered = new Mat();
        Core.subtract(garment, region.mask(), uncovered);
        assertThat(Core.countNonZero(uncovered)).isZero();
        assertThat(at(region, DrawnPerson.elbow(true))).isEqualTo(255);
        assertThat(region.report().verdict()).isEqualTo(MaskReport.Verdict.ACCEPTED);
    }

    @Test
    void doesNotShowHowLongTheOldSleevesWere() throws PhotoRejectedException {
        Region shortSleeves = regions.build(DrawnPerson.photo(0.2), DrawnPerson.evidence());
        Region longSleeves = regions.build(DrawnPerson.photo(1), DrawnPerson.evidence());

        Mat difference = new Mat();
        Core.absdiff(shortSleeves.mask(), longSleeves.mask(), difference);
        double share = (double) Core.countNonZero(difference) / Core.countNonZero(longSleeves.mask());
        assertThat(share).isLessThan(0.02);
    }

    @Test
    void leavesFaceHandsAndLegsAlone() throws PhotoRejectedException {
        Region region = regions.build(DrawnPerson.photo(1), DrawnPerson.evidence());

        assertThat(at(region, new Vec(180, 90))).isZero();
        assertThat(at(region, DrawnPerson.at(BodyLandmark.LEFT_INDEX))).isZero();
        assertThat(at(region, DrawnPerson.at(BodyLandmark.RIGHT_KNEE))).isZero();
    }

    @Test
    void isTheSameRegionAtAnyResolution() throws PhotoRejectedException {
        Mat photo = DrawnPerson.photo(1);
        Mat large = new Mat();
        Imgproc.resize(photo, large, new Size(), 5, 5, Imgproc.INTER_CUBIC);
        Evidence evidence = DrawnPerson.evidence();

        Region small = regions.build(photo, evidence);
        Region big = regions.build(large, evidence.scaledTo(large.cols(), large.rows()));

        assertThat(big.mask().size()).isEqualTo(large.size());
        assertThat(big.report().measures().coverage())
                .isCloseTo(small.report().measures().coverage(), org.assertj.core.data.Offset.offset(0.01));
    }

    @Test
    void saysThatTheRegionIsNotVisibleWhenTheTorsoIsOutOfThePicture() {
        assertThatThrownBy(() -> regions.build(DrawnPerson.photo(1), DrawnPerson.evidenceMoved(0, 280)))
                .isInstanceOfSatisfying(
                        PhotoRejectedException.class,
                        e -> assertThat(e.code()).isEqualTo(FailureCode.REGION_NOT_VISIBLE));
    }

    @Test
    void rejectsTheMaskWhenTheDetectorIsHardlySureOfTheBody() {
        Evidence seen = DrawnPerson.evidence();
        Evidence unsure = new Evidence(seen.width(), seen.height(), seen.silhouette(), seen.body(), seen.face(), 0.2);

        assertThatThrownBy(() -> regions.build(DrawnPerson.photo(1), unsure))
                .hasMessageContaining("only 20 % sure")
                .isInstanceOfSatisfying(
                        PhotoRejectedException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.MASK_REJECTED));
    }

    private static int at(Region region, Vec point) {
        return (int) region.mask().get((int) point.y(), (int) point.x())[0];
    }
}
