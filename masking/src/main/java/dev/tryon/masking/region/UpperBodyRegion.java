/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import static dev.tryon.masking.evidence.BodyLandmark.LEFT_ELBOW;
import static dev.tryon.masking.evidence.BodyLandmark.LEFT_HIP;
import static dev.tryon.masking.evidence.BodyLandmark.LEFT_SHOULDER;
import static dev.tryon.masking.evidence.BodyLandmark.LEFT_WRIST;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_ELBOW;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_HIP;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_SHOULDER;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_WRIST;

import dev.tryon.masking.evidence.BodyLandmark;
import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.evidence.EvidenceNeeds;
import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.policy.UpperBody;
import dev.tryon.masking.raster.Masks;
import dev.tryon.masking.raster.Shapes;
import dev.tryon.v1.FailureCode;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Size;

/**
 * The region of tops: torso, both arms to the wrists, neck to the chin.
 *
 * <p>It has to hide the <em>form</em> of the old garment: were the mask cut to it, a long sleeve would stay a long
 * sleeve. So the arms belong to it whatever they wear, and the border runs well outside the silhouette. It is the union
 * of a core, drawn from the landmarks alone, and of all that lies within reach of the same bones and within the grown
 * silhouette; less what is protected (face, hair, hands).
 */
final class UpperBodyRegion implements RegionRecipe {
    private static final BodyLandmark[][] ARMS = {
        {LEFT_SHOULDER, LEFT_ELBOW, LEFT_WRIST}, {RIGHT_SHOULDER, RIGHT_ELBOW, RIGHT_WRIST}
    };

    private final EvidenceNeeds needs;
    private final UpperBody parameters;

    UpperBodyRegion(EvidenceNeeds needs, UpperBody parameters) {
        this.needs = needs;
        this.parameters = parameters;
    }

    @Override
    public void check(Evidence evidence) throws PhotoRejectedException {
        BodyFrame body = BodyFrame.of(evidence);
        double shoulders = Math.max(evidence.visibility(LEFT_SHOULDER), evidence.visibility(RIGHT_SHOULDER));
        double inPicture = inPicture(evidence, body);
        if (shoulders < needs.minimumVisibility() || inPicture < needs.minimumInPicture()) {
            throw new PhotoRejectedException(
                    FailureCode.REGION_NOT_VISIBLE,
                    ("the upper body cannot be seen: %.0f %% of it lies in the picture, the shoulders are %.0f %% sure;"
                                    + " use a photo that shows the person from head to hips")
                            .formatted(100 * inPicture, 100 * shoulders));
        }
    }

    @Override
    public Rect window(Evidence evidence) {
        return new Rect(0, 0, evidence.width(), evidence.height());
    }

    @Override
    public double unit(Evidence evidence) {
        return BodyFrame.of(evidence).unit();
    }

    @Override
    public double confidence(Evidence evidence) {
        double shoulders = Math.max(evidence.visibility(LEFT_SHOULDER), evidence.visibility(RIGHT_SHOULDER));
        double hips = Math.max(evidence.visibility(LEFT_HIP), evidence.visibility(RIGHT_HIP));
        // Hips below the picture's edge are guessed; that lowers the confidence but does not end it.
        return evidence.score() * shoulders * (0.6 + 0.4 * hips);
    }

    @Override
    public DrawnRegion draw(Mat rgb, Evidence evidence) {
        BodyFrame body = BodyFrame.of(evidence);
        try (MatScope scope = new MatScope()) {
            double unit = body.unit();
            Mat silhouette = scope.track(Silhouette.of(rgb, evidence, needs.silhouetteThreshold(), unit));
            Mat core = core(rgb.size(), evidence, body);
            Mat wanted = reach(rgb.size(), evidence, body);
            Mat grown = scope.track(silhouette.clone());
            Masks.grow(grown, parameters.grow() * unit);
            Core.bitwise_and(wanted, grown, wanted);
            Core.bitwise_or(wanted, core, wanted);
            Masks.smooth(wanted, parameters.smoothing() * unit);
            ProtectedParts parts = new ProtectedParts(parameters);
            Mat kept = parts.draw(rgb, evidence, body, silhouette);
            Mat mask = scope.track(wanted.clone());
            Masks.subtract(mask, kept);
            Mat clean = scope.track(mask.clone());
            Masks.fillHoles(clean, 0.004 * unit * unit);
            Masks.keepLarge(clean, 0.02);
            // What the cleaning filled is not protected; what it dropped is not wanted.
            Masks.subtract(kept, clean);
            Masks.subtract(mask, clean);
            Masks.subtract(wanted, mask);
            return new DrawnRegion(wanted, kept, core, parts.guarded(rgb.size(), evidence, body));
        }
    }

    /** Share of the torso that lies within the picture, from 9 x 9 points of it. */
    private static double inPicture(Evidence evidence, BodyFrame body) {
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

    private Mat core(Size size, Evidence evidence, BodyFrame body) {
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

    private Mat reach(Size size, Evidence evidence, BodyFrame body) {
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
}
