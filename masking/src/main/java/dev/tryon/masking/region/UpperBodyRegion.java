/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import static dev.tryon.masking.evidence.BodyLandmark.LEFT_HIP;
import static dev.tryon.masking.evidence.BodyLandmark.LEFT_SHOULDER;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_HIP;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_SHOULDER;

import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.evidence.EvidenceNeeds;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.policy.UpperBody;
import dev.tryon.masking.raster.Masks;
import dev.tryon.v1.FailureCode;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Rect;

/**
 * The region of tops: torso, both arms to the wrists, neck to the chin.
 *
 * <p>It has to hide the <em>form</em> of the old garment: were the mask cut to it, a long sleeve would stay a long
 * sleeve. So the arms belong to it whatever they wear, and the border runs well outside the silhouette. It is the union
 * of a core, drawn from the landmarks alone, and of all that lies within reach of the same bones and within the grown
 * silhouette; less what is protected (face, hair, hands).
 */
final class UpperBodyRegion implements RegionRecipe {
    private final EvidenceNeeds needs;
    private final UpperBody parameters;
    private final UpperShapes shapes;

    UpperBodyRegion(EvidenceNeeds needs, UpperBody parameters) {
        this.needs = needs;
        this.parameters = parameters;
        this.shapes = new UpperShapes(parameters);
    }

    @Override
    public void check(Evidence evidence) throws PhotoRejectedException {
        BodyFrame body = BodyFrame.of(evidence);
        double shoulders = Math.max(evidence.visibility(LEFT_SHOULDER), evidence.visibility(RIGHT_SHOULDER));
        double inPicture = UpperShapes.inPicture(evidence, body);
        UpperShapes.checkShoulders(evidence, body);
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
            Mat core = shapes.core(rgb.size(), evidence, body);
            Mat wanted = shapes.reach(rgb.size(), evidence, body);
            Mat grown = scope.track(silhouette.clone());
            Masks.grow(grown, parameters.grow() * unit);
            Core.bitwise_and(wanted, grown, wanted);
            Core.bitwise_or(wanted, core, wanted);
            Masks.smooth(wanted, parameters.smoothing() * unit);
            ProtectedParts parts = new ProtectedParts(parameters.face(), parameters.hand());
            Mat kept = parts.draw(rgb, evidence, body, silhouette);
            Cleaning.clean(wanted, kept, 0.004 * unit * unit, 0.02);
            return new DrawnRegion(wanted, kept, core, parts.guarded(rgb.size(), evidence, body));
        }
    }
}
