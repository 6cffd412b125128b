/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.dataset;

import static dev.tryon.masking.evidence.BodyLandmark.LEFT_ANKLE;
import static dev.tryon.masking.evidence.BodyLandmark.LEFT_ELBOW;
import static dev.tryon.masking.evidence.BodyLandmark.LEFT_HIP;
import static dev.tryon.masking.evidence.BodyLandmark.LEFT_KNEE;
import static dev.tryon.masking.evidence.BodyLandmark.LEFT_SHOULDER;
import static dev.tryon.masking.evidence.BodyLandmark.LEFT_WRIST;
import static dev.tryon.masking.evidence.BodyLandmark.NOSE;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_ANKLE;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_ELBOW;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_HIP;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_KNEE;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_SHOULDER;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_WRIST;

import dev.tryon.masking.evidence.BodyLandmark;
import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.raster.Shapes;
import dev.tryon.masking.region.BodyFrame;
import java.util.List;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** The silhouette of a detector that saw the pose and little else: a body of sticks. Stateless. */
final class StickSilhouette {
    private static final BodyLandmark[][] LIMBS = {
        {LEFT_SHOULDER, LEFT_ELBOW, LEFT_WRIST},
        {RIGHT_SHOULDER, RIGHT_ELBOW, RIGHT_WRIST},
        {LEFT_HIP, LEFT_KNEE, LEFT_ANKLE},
        {RIGHT_HIP, RIGHT_KNEE, RIGHT_ANKLE}
    };

    private StickSilhouette() {}

    /** CV_8UC1, the photo's size; released by the caller. */
    static Mat draw(Evidence evidence) {
        BodyFrame body = BodyFrame.of(evidence);
        double unit = body.unit();
        Mat mask = Shapes.blank(new Size(evidence.width(), evidence.height()));
        Shapes.polygon(
                mask,
                List.of(
                        body.at(body.leftShoulder(), 0.15, -0.1),
                        body.at(body.rightShoulder(), -0.15, -0.1),
                        body.at(body.rightHip(), -0.2, 0.1),
                        body.at(body.leftHip(), 0.2, 0.1)));
        for (BodyLandmark[] limb : LIMBS) {
            boolean leg = limb[0] == LEFT_HIP || limb[0] == RIGHT_HIP;
            double thick = leg ? 0.24 : 0.15;
            Shapes.capsule(mask, evidence.at(limb[0]), thick * unit, evidence.at(limb[1]), 0.75 * thick * unit);
            Shapes.capsule(mask, evidence.at(limb[1]), 0.75 * thick * unit, evidence.at(limb[2]), 0.5 * thick * unit);
        }
        Shapes.ellipse(mask, evidence.at(NOSE), 0.3 * unit, 0.42 * unit, 0);
        Shapes.capsule(mask, evidence.at(NOSE), 0.18 * unit, body.midShoulders(), 0.2 * unit);
        Imgproc.GaussianBlur(mask, mask, new Size(0, 0), Math.max(1, 0.03 * unit));
        return mask;
    }
}
