/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import static dev.tryon.masking.evidence.BodyLandmark.LEFT_ELBOW;
import static dev.tryon.masking.evidence.BodyLandmark.LEFT_SHOULDER;
import static dev.tryon.masking.evidence.BodyLandmark.LEFT_WRIST;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_ELBOW;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_SHOULDER;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_WRIST;

import dev.tryon.masking.evidence.BodyLandmark;
import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.policy.UpperBody;
import dev.tryon.masking.raster.Shapes;
import dev.tryon.v1.FailureCode;
import java.util.List;
import org.opencv.core.Mat;
import org.opencv.core.Size;

/** Draws torso, arms and neck, and what a garment may make of them. Stateless. */
final class UpperShapes {
    private static final BodyLandmark[][] ARMS = {
        {LEFT_SHOULDER, LEFT_ELBOW, LEFT_WRIST}, {RIGHT_SHOULDER, RIGHT_ELBOW, RIGHT_WRIST}
    };

    private final UpperBody parameters;

    UpperShapes(UpperBody parameters) {
        this.parameters = parameters;
    }

    /** What is painted whatever the silhouette says; the caller releases it. */
    Mat core(Size size, Evidence evidence, BodyFrame body) {
        Mat core = Shapes.blank(size);
        double hem = parameters.hem() * body.torso() / body.unit();
        Shapes.polygon(
                core,
                List.of(
                        body.at(body.leftShoulder(), parameters.coreShoulder(), -0.12),
                        body.at(body.rightShoulder(), -parameters.coreShoulder(), -0.12),
                        body.at(body.rightHip(), -parameters.coreHip(), hem),
                        body.at(body.leftHip(), parameters.coreHip(), hem)));
        arms(core, evidence, body, parameters.coreUpperArm(), parameters.coreElbow(), parameters.coreWrist());
        neck(core, body);
        return core;
    }

    /** The most that is painted, within the grown silhouette; the caller releases it. */
    Mat reach(Size size, Evidence evidence, BodyFrame body) {
        Mat reach = Shapes.blank(size);
        double side = parameters.reachTorso();
        double hem = parameters.hem() * body.torso() / body.unit();
        Vec top = body.midShoulders();
        Shapes.polygon(
                reach,
                List.of(
                        body.at(body.leftShoulder(), side, -0.1),
                        body.at(body.leftShoulder(), 0, -0.32),
                        body.at(top, 1.2 * parameters.neck(), -0.45),
                        body.at(top, -1.2 * parameters.neck(), -0.45),
                        body.at(body.rightShoulder(), 0, -0.32),
                        body.at(body.rightShoulder(), -side, -0.1),
                        body.at(body.rightHip(), -side, hem),
                        body.at(body.leftHip(), side, hem)));
        double elbow = (parameters.reachUpperArm() + parameters.reachWrist()) / 2;
        arms(reach, evidence, body, parameters.reachUpperArm(), elbow, parameters.reachWrist());
        neck(reach, body);
        return reach;
    }

    private static void arms(Mat mask, Evidence evidence, BodyFrame body, double shoulder, double elbow, double wrist) {
        double unit = body.unit();
        for (BodyLandmark[] arm : ARMS) {
            Vec joint = evidence.at(arm[1]);
            Shapes.capsule(mask, evidence.at(arm[0]), shoulder * unit, joint, elbow * unit);
            // A little beyond the wrist joint, where cuffs end; the hand itself is protected.
            Vec end = joint.towards(evidence.at(arm[2]), 1.06);
            Shapes.sleeve(mask, joint, elbow * unit, end, wrist * unit);
        }
    }

    private void neck(Mat mask, BodyFrame body) {
        Vec base = body.midShoulders();
        Vec chin = body.chin();
        if (body.down().dot(base.minus(chin)) < 0) {
            return; // the head hangs below the shoulders: what can be seen is face
        }
        double width = parameters.neck();
        Shapes.polygon(
                mask,
                List.of(
                        body.at(base, 1.3 * width, 0),
                        body.at(chin, width, -0.05),
                        body.at(chin, -width, -0.05),
                        body.at(base, -1.3 * width, 0)));
    }

    /** Refuses a person that the picture's edge cuts off below the shoulders, however much of the torso is left. */
    static void checkShoulders(Evidence evidence, BodyFrame body) throws PhotoRejectedException {
        if (!evidence.inPicture(body.leftShoulder()) && !evidence.inPicture(body.rightShoulder())) {
            throw new PhotoRejectedException(
                    FailureCode.REGION_NOT_VISIBLE,
                    "the upper body cannot be seen: both shoulders lie outside the picture; use a photo that shows the"
                            + " person from head to hips");
        }
    }

    /** Share of the torso that lies within the picture, from 9 x 9 points of it. */
    static double inPicture(Evidence evidence, BodyFrame body) {
        int inside = 0;
        for (int i = 0; i <= 8; i++) {
            Vec left = body.leftShoulder().towards(body.leftHip(), i / 8.0);
            Vec right = body.rightShoulder().towards(body.rightHip(), i / 8.0);
            for (int j = 0; j <= 8; j++) {
                inside += evidence.inPicture(left.towards(right, j / 8.0)) ? 1 : 0;
            }
        }
        return inside / 81.0;
    }
}
