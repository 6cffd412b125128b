/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.evidence.EvidenceNeeds;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.policy.FaceOval;
import dev.tryon.masking.raster.Masks;
import dev.tryon.masking.raster.Shapes;
import org.opencv.core.Mat;
import org.opencv.core.Rect;

/** The region of face swaps: the mesh's outline, from the hairline to the jaw; ears and neck stay, and hair by policy. */
final class FaceRegion implements RegionRecipe {
    private final EvidenceNeeds needs;
    private final FaceOval parameters;

    FaceRegion(EvidenceNeeds needs, FaceOval parameters) {
        this.needs = needs;
        this.parameters = parameters;
    }

    @Override
    public void check(Evidence evidence) throws PhotoRejectedException {
        FaceVisibility.check(evidence, needs, parameters.minimumFace());
    }

    @Override
    public Rect window(Evidence evidence) {
        return FaceVisibility.window(evidence);
    }

    /** The face's height. */
    @Override
    public double unit(Evidence evidence) {
        return FaceFrame.of(evidence).height();
    }

    @Override
    public double confidence(Evidence evidence) {
        return FaceVisibility.confidence(evidence);
    }

    @Override
    public DrawnRegion draw(Mat rgb, Evidence evidence) {
        FaceFrame face = FaceFrame.of(evidence);
        double unit = face.height();
        try (MatScope scope = new MatScope()) {
            Mat wanted = Shapes.blank(rgb.size());
            Shapes.polygon(wanted, face.oval(parameters.grow()));
            Masks.smooth(wanted, parameters.smoothing() * unit);
            Mat silhouette = scope.track(Silhouette.of(rgb, evidence, needs.silhouetteThreshold(), unit));
            Mat kept = parameters.keepHair() ? FaceHair.find(rgb, face, silhouette) : Shapes.blank(rgb.size());
            Mat core = Shapes.blank(rgb.size());
            Shapes.polygon(core, face.oval(-0.12));
            // Eyes, nose and mouth are painted whatever they look like: dark eyes are no hair.
            Masks.subtract(kept, core);
            Cleaning.clean(wanted, kept, 0.01 * unit * unit, 0.2);
            return new DrawnRegion(wanted, kept, core, Shapes.blank(rgb.size()));
        }
    }
}
