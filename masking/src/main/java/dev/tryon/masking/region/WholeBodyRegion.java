/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.evidence.EvidenceNeeds;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.policy.UpperBody;
import dev.tryon.masking.policy.WholeBody;
import dev.tryon.masking.raster.Masks;
import dev.tryon.masking.raster.Shapes;
import dev.tryon.v1.FailureCode;
import org.opencv.core.Core;
import org.opencv.core.Mat;

/** The region of dresses: torso, arms and neck as for tops, hips and legs as for skirts, in one. Kept: face, hair, hands, shoes. */
final class WholeBodyRegion extends LegsRecipe {
    private final EvidenceNeeds needs;
    private final WholeBody parameters;
    private final UpperShapes upper;
    private final LegShapes legs;

    WholeBodyRegion(EvidenceNeeds needs, WholeBody parameters) {
        this.needs = needs;
        this.parameters = parameters;
        this.upper = new UpperShapes(parameters.upper());
        this.legs = new LegShapes(parameters.legs());
    }

    @Override
    public void check(Evidence evidence) throws PhotoRejectedException {
        BodyFrame body = BodyFrame.of(evidence);
        double torso = UpperShapes.inPicture(evidence, body);
        double share = 0.5 * torso + 0.5 * LegShapes.inPicture(evidence);
        double visibility = LegShapes.visibility(evidence);
        UpperShapes.checkShoulders(evidence, body);
        if (share < needs.minimumInPicture() || visibility < needs.minimumVisibility()) {
            throw new PhotoRejectedException(
                    FailureCode.REGION_NOT_VISIBLE,
                    ("a dress's place cannot be seen: %.0f %% of torso and legs lie in the picture, hips and knees are"
                                    + " %.0f %% sure; use a photo that shows the person from the shoulders to below"
                                    + " the knees")
                            .formatted(100 * share, 100 * visibility));
        }
    }

    @Override
    public DrawnRegion draw(Mat rgb, Evidence evidence) {
        BodyFrame body = BodyFrame.of(evidence);
        UpperBody rules = parameters.upper();
        double unit = body.unit();
        double waist = 0.3 * body.torso();
        try (MatScope scope = new MatScope()) {
            Mat silhouette = scope.track(Silhouette.of(rgb, evidence, needs.silhouetteThreshold(), unit));
            Mat core = upper.core(rgb.size(), evidence, body);
            legs.core(core, evidence, body, waist);
            Mat wanted = upper.reach(rgb.size(), evidence, body);
            within(wanted, silhouette, rules.grow() * unit);
            Mat skirt = scope.track(Shapes.blank(rgb.size()));
            legs.reach(skirt, evidence, body, waist);
            within(skirt, silhouette, parameters.legs().grow() * unit);
            Core.bitwise_or(wanted, skirt, wanted);
            Core.bitwise_or(wanted, core, wanted);
            Masks.smooth(wanted, rules.smoothing() * unit);
            ProtectedParts parts = new ProtectedParts(rules.face(), rules.hand());
            Mat kept = parts.draw(rgb, evidence, body, silhouette);
            Mat feet = scope.track(
                    legs.feet(evidence, body, silhouette, new LimbColours(rgb, evidence, unit, silhouette)));
            Core.bitwise_or(kept, feet, kept);
            Cleaning.clean(wanted, kept, 0.004 * unit * unit, 0.03);
            return new DrawnRegion(wanted, kept, core, parts.guarded(rgb.size(), evidence, body));
        }
    }
}
