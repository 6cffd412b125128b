/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryon.masking.DrawnPerson;
import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.photo.Pictures;
import dev.tryon.v1.FailureCode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** The real networks, on drawings that they take for people. */
class MediaPipeDetectorTest {
    private static final EvidenceNeeds NEEDS = new EvidenceNeeds(Need.REQUIRED, Need.WANTED, 0.5, 0, 0);
    private static final MediaPipeDetector DETECTOR = new MediaPipeDetector();

    /** The drawn person with hair and a face, at twice the size. */
    private static Mat portrait() {
        Mat photo = DrawnPerson.photo(0.3);
        Scalar hair = new Scalar(60, 40, 30);
        Imgproc.ellipse(photo, new Point(180, 68), new Size(33, 24), 0, 180, 360, hair, Imgproc.FILLED);
        for (int side : new int[] {-1, 1}) {
            Imgproc.ellipse(
                    photo, new Point(180 + side * 12, 87), new Size(5, 3), 0, 0, 360, new Scalar(250, 250, 250), -1);
            Imgproc.circle(photo, new Point(180 + side * 12, 87), 2, new Scalar(40, 30, 30), Imgproc.FILLED);
            Imgproc.line(photo, new Point(180 + side * 6, 79), new Point(180 + side * 19, 79), hair, 2);
        }
        Imgproc.line(photo, new Point(180, 88), new Point(178, 100), new Scalar(180, 130, 110), 2);
        Imgproc.ellipse(
                photo, new Point(180, 111), new Size(10, 3), 0, 0, 360, new Scalar(170, 70, 80), Imgproc.FILLED);
        Imgproc.resize(photo, photo, new Size(), 2, 2, Imgproc.INTER_CUBIC);
        Imgproc.GaussianBlur(photo, photo, new Size(0, 0), 1.2);
        return photo;
    }

    @Test
    void findsTheLandmarksOfAPerson() throws PhotoRejectedException {
        try (Evidence evidence = DETECTOR.detect(portrait(), Optional.empty(), NEEDS)) {
            assertThat(evidence.score()).isGreaterThan(0.7);
            for (BodyLandmark landmark :
                    List.of(BodyLandmark.LEFT_SHOULDER, BodyLandmark.RIGHT_SHOULDER, BodyLandmark.LEFT_ELBOW)) {
                Vec truth = DrawnPerson.at(landmark).times(2);
                assertThat(evidence.at(landmark).distance(truth))
                        .as(landmark.name())
                        .isLessThan(45);
            }
        }
    }

    @Test
    void drawsTheSilhouetteOfAPerson() throws PhotoRejectedException {
        try (Evidence evidence = DETECTOR.detect(portrait(), Optional.empty(), NEEDS);
                Evidence truth = DrawnPerson.evidence()) {
            Mat seen = new Mat();
            Imgproc.resize(evidence.silhouette(), seen, truth.silhouette().size());
            Core.compare(seen, new Scalar(107), seen, Core.CMP_GT);
            Mat both = new Mat();
            Core.bitwise_and(seen, truth.silhouette(), both);
            Mat either = new Mat();
            Core.bitwise_or(seen, truth.silhouette(), either);
            assertThat((double) Core.countNonZero(both) / Core.countNonZero(either))
                    .isGreaterThan(0.8);
        }
    }

    @Test
    void choosesThePersonWhoIsPointedAt() throws PhotoRejectedException {
        Mat portrait = portrait();
        Mat two = new Mat();
        Core.hconcat(List.of(portrait, portrait), two);

        try (Evidence left = DETECTOR.detect(two, Optional.of(new Vec(0.25, 0.5)), NEEDS);
                Evidence right = DETECTOR.detect(two, Optional.of(new Vec(0.75, 0.5)), NEEDS)) {
            assertThat(left.at(BodyLandmark.NOSE).x()).isLessThan(720);
            assertThat(right.at(BodyLandmark.NOSE).x()).isGreaterThan(720);
        }
    }

    @Test
    void tellsPicturesWithAFaceFromOthers() {
        assertThat(DETECTOR.showsFace(portrait())).isTrue();
        assertThat(DETECTOR.showsFace(new Mat(300, 300, CvType.CV_8UC3, new Scalar(200, 200, 200))))
                .isFalse();
    }

    @Test
    void saysThatThereIsNobody() {
        assertThatThrownBy(() -> DETECTOR.detect(Pictures.noise(300, 300, CvType.CV_8UC3, 1), Optional.empty(), NEEDS))
                .isInstanceOfSatisfying(
                        PhotoRejectedException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.NO_PERSON));
    }

    @Test
    void knowsTheHashesOfItsNetworks() {
        for (DetectorModel model : DetectorModel.values()) {
            assertThat(model.sha256()).matches("[0-9a-f]{64}");
        }
    }
}
