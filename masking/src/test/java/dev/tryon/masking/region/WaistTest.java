/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.masking.DrawnFigure;
import dev.tryon.masking.evidence.Evidence;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;

class WaistTest {
    private static Waist waist(Mat photo) {
        try (Evidence evidence = DrawnFigure.evidence()) {
            return Waist.find(photo, evidence, BodyFrame.of(evidence), everywhere(photo), 0.8);
        }
    }

    private static Mat everywhere(Mat photo) {
        return new Mat(photo.size(), CvType.CV_8UC1, new Scalar(255));
    }

    /** Red down to a row, blue below it. */
    private static Mat parted(int row) {
        Mat photo = new Mat(DrawnFigure.HEIGHT, DrawnFigure.WIDTH, CvType.CV_8UC3, new Scalar(30, 40, 190));
        photo.submat(new Rect(0, 0, DrawnFigure.WIDTH, row)).setTo(new Scalar(190, 40, 30));
        return photo;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.7, 0.9, 1.1})
    void isWhereTheColoursOfChestAndThighsMeet(double torsoLengths) {
        try (Evidence evidence = DrawnFigure.evidence()) {
            BodyFrame body = BodyFrame.of(evidence);
            int row = (int) (body.midShoulders().y() + torsoLengths * body.torso());

            Waist waist = waist(parted(row));

            assertThat(waist.seen()).isTrue();
            assertThat(waist.end()).isEqualTo(torsoLengths, Offset.offset(0.03));
        }
    }

    @Test
    void comesFromTheLandmarksWhereBothHaveTheSameColours() {
        Waist waist = waist(parted(0));

        assertThat(waist.seen()).isFalse();
        assertThat(waist.end()).isEqualTo(0.8);
    }

    @Test
    void theUpperGarmentEndsWhereItsSlantingHemDoes() {
        try (Evidence evidence = DrawnFigure.evidence()) {
            BodyFrame body = BodyFrame.of(evidence);
            int high = (int) (body.midShoulders().y() + 0.82 * body.torso());
            int low = (int) (body.midShoulders().y() + 0.94 * body.torso());
            int middle = DrawnFigure.WIDTH / 2;
            Mat photo = parted(high);
            photo.submat(new Rect(middle, high, middle, low - high)).setTo(new Scalar(190, 40, 30));

            Mat top = waist(photo).upperGarment(photo, body, everywhere(photo));

            int between = (high + low) / 2;
            assertThat(top.get(between, middle + 20)[0]).isEqualTo(255);
            assertThat(top.get(between, middle - 20)[0]).isZero();
        }
    }

    @Test
    void whatHangsTogetherWithNothingAboveIsNoTop() {
        try (Evidence evidence = DrawnFigure.evidence()) {
            BodyFrame body = BodyFrame.of(evidence);
            int end = (int) (body.midShoulders().y() + 0.8 * body.torso());
            Mat photo = parted(end);
            photo.submat(new Rect(0, end + 3, DrawnFigure.WIDTH, 5)).setTo(new Scalar(190, 40, 30));

            Mat top = waist(photo).upperGarment(photo, body, everywhere(photo));

            assertThat(top.get(end - 10, DrawnFigure.WIDTH / 2)[0]).isEqualTo(255);
            assertThat(top.get(end + 5, DrawnFigure.WIDTH / 2)[0]).isZero();
        }
    }

    @Test
    void theTopEndsAtABareMidriffAlthoughBriefsHaveItsColours() {
        try (Evidence evidence = DrawnFigure.evidence()) {
            BodyFrame body = BodyFrame.of(evidence);
            Mat photo = new Mat(DrawnFigure.HEIGHT, DrawnFigure.WIDTH, CvType.CV_8UC3, DrawnFigure.SKIN);
            bar(photo, body, 0.1, 0.62).setTo(DrawnFigure.SHIRT);
            bar(photo, body, 0.75, 1).setTo(DrawnFigure.SHIRT);

            Mat top = waist(photo).upperGarment(photo, body, everywhere(photo));

            assertThat(top.get((int) (body.midShoulders().y() + 0.5 * body.torso()), DrawnFigure.WIDTH / 2)[0])
                    .isEqualTo(255);
            assertThat(top.get((int) (body.midShoulders().y() + 0.85 * body.torso()), DrawnFigure.WIDTH / 2)[0])
                    .isZero();
        }
    }

    @Test
    void aStripeOfTheTopIsNoBareMidriff() {
        try (Evidence evidence = DrawnFigure.evidence()) {
            BodyFrame body = BodyFrame.of(evidence);
            Mat photo = parted((int) (body.midShoulders().y() + 0.95 * body.torso()));
            bar(photo, body, 0.7, 0.74).setTo(new Scalar(30, 40, 190));

            Mat top = waist(photo).upperGarment(photo, body, everywhere(photo));

            assertThat(top.get((int) (body.midShoulders().y() + 0.88 * body.torso()), DrawnFigure.WIDTH / 2)[0])
                    .isEqualTo(255);
        }
    }

    /** The rows between two lengths of the torso, from the shoulders down. */
    private static Mat bar(Mat photo, BodyFrame body, double from, double to) {
        int top = (int) (body.midShoulders().y() + from * body.torso());
        int bottom = (int) (body.midShoulders().y() + to * body.torso());
        return photo.submat(new Rect(0, top, photo.cols(), bottom - top));
    }
}
