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
import dev.tryon.masking.evidence.EvidenceNeeds;
import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.policy.LowerBody;
import dev.tryon.masking.raster.Masks;
import dev.tryon.masking.raster.Shapes;
import dev.tryon.v1.FailureCode;
import org.opencv.core.Core;
import org.opencv.core.Mat;

/**
 * The region of trousers, shorts and skirts: from the waist to the ankles. It hides the form of what was worn, so the
 * space between the legs is painted too, and the legs whether they are bare or not. The upper garment ends where its
 * colours end ({@link Waist}) and is kept, as are hands, shoes and hair.
 */
final class LowerBodyRegion extends LegsRecipe {
    /** How far above the hips trousers may go, in torso lengths: a bare midriff is not painted all over. */
    private static final double HIGHEST_WAIST = 0.42;

    private final EvidenceNeeds needs;
    private final LowerBody parameters;
    private final LegShapes shapes;

    LowerBodyRegion(EvidenceNeeds needs, LowerBody parameters) {
        this.needs = needs;
        this.parameters = parameters;
        this.shapes = new LegShapes(parameters.legs());
    }

    @Override
    public void check(Evidence evidence) throws PhotoRejectedException {
        double inPicture = LegShapes.inPicture(evidence);
        double visibility = LegShapes.visibility(evidence);
        if (LegShapes.guessed(evidence, BodyFrame.of(evidence))) {
            throw new PhotoRejectedException(
                    FailureCode.REGION_NOT_VISIBLE,
                    "the legs cannot be seen: the picture ends about the hips; use a photo that shows the person from the"
                            + " waist to below the knees");
        }
        if (inPicture < needs.minimumInPicture() || visibility < needs.minimumVisibility()) {
            throw new PhotoRejectedException(
                    FailureCode.REGION_NOT_VISIBLE,
                    ("the legs cannot be seen: %.0f %% of them lie in the picture, hips and knees are %.0f %% sure; use a"
                                    + " photo that shows the person from the waist to below the knees")
                            .formatted(100 * inPicture, 100 * visibility));
        }
    }

    @Override
    public DrawnRegion draw(Mat rgb, Evidence evidence) {
        BodyFrame body = BodyFrame.of(evidence);
        double unit = body.unit();
        try (MatScope scope = new MatScope()) {
            Mat silhouette = scope.track(Silhouette.of(rgb, evidence, needs.silhouetteThreshold(), unit));
            Waist waist = Waist.findOfShortTops(rgb, evidence, body, silhouette, 1 - parameters.waist());
            double above = Math.min(HIGHEST_WAIST, 1 - waist.sureEnd()) * body.torso();
            Mat core = Shapes.blank(rgb.size());
            shapes.core(core, evidence, body, above);
            Mat wanted = Shapes.blank(rgb.size());
            shapes.reach(wanted, evidence, body, above);
            within(wanted, silhouette, parameters.legs().grow() * unit);
            Core.bitwise_or(wanted, core, wanted);
            Masks.smooth(wanted, parameters.smoothing() * unit);
            Mat top = scope.track(waist.upperGarment(rgb, body, silhouette));
            Masks.subtract(wanted, top);
            Masks.subtract(core, top);
            ProtectedParts parts = new ProtectedParts(parameters.face(), parameters.hand());
            Mat kept = parts.draw(rgb, evidence, body, silhouette);
            LimbColours colours = new LimbColours(rgb, evidence, unit, silhouette);
            Mat feet = scope.track(shapes.feet(evidence, body, silhouette, colours));
            Core.bitwise_or(kept, feet, kept);
            Mat arms = scope.track(arms(evidence, unit, silhouette));
            Core.bitwise_or(kept, arms, kept);
            parts.hands(arms, evidence, body);
            Masks.subtract(kept, scope.track(garmentBeside(arms, colours, unit)));
            Cleaning.clean(wanted, kept, 0.004 * unit * unit, 0.03);
            return new DrawnRegion(wanted, kept, core, parts.guarded(rgb.size(), evidence, body));
        }
    }

    /** Arms that hang beside the hips: no trousers cover them. CV_8UC1; the caller releases it. */
    private Mat arms(Evidence evidence, double unit, Mat silhouette) {
        Mat arms = Shapes.blank(silhouette.size());
        double radius = 0.8 * parameters.hand() * unit;
        for (boolean left : new boolean[] {true, false}) {
            BodyLandmark wrist = left ? LEFT_WRIST : RIGHT_WRIST;
            if (evidence.visibility(wrist) > 0.4) {
                Vec elbow = evidence.at(left ? LEFT_ELBOW : RIGHT_ELBOW);
                Vec upper = evidence.at(left ? LEFT_SHOULDER : RIGHT_SHOULDER).towards(elbow, 0.4);
                Shapes.capsule(arms, upper, radius, elbow, radius);
                Shapes.capsule(arms, elbow, radius, evidence.at(wrist), radius);
            }
        }
        Core.bitwise_and(arms, silhouette, arms);
        return arms;
    }

    /** What of the capsules around arms and hands is the garment beside them. CV_8UC1; the caller releases it. */
    private static Mat garmentBeside(Mat arms, LimbColours colours, double unit) {
        Mat garment = arms.clone();
        try (MatScope scope = new MatScope()) {
            Mat limbs = scope.track(arms.clone());
            colours.dropThighs(limbs);
            Masks.subtract(garment, limbs);
            Masks.smooth(garment, 0.03 * unit);
            return garment;
        }
    }
}
