/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.evidence.EvidenceNeeds;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.policy.FaceOval;
import dev.tryon.masking.raster.Masks;
import dev.tryon.masking.raster.Shapes;
import org.opencv.core.Mat;

/** The region of face swaps: the mesh's outline, from the hairline to the jaw; ears and neck stay, and hair by policy. */
final class FaceRegion extends FaceRecipe {
    private final FaceOval parameters;

    FaceRegion(EvidenceNeeds needs, FaceOval parameters) {
        super(needs, parameters.minimumFace());
        this.parameters = parameters;
    }

    @Override
    public DrawnRegion draw(Mat rgb, Evidence evidence) {
        FaceFrame face = FaceFrame.of(evidence);
        double unit = face.height();
        try (MatScope scope = new MatScope()) {
            Mat wanted = Shapes.blank(rgb.size());
            Shapes.polygon(wanted, face.oval(parameters.grow()));
            Masks.smooth(wanted, parameters.smoothing() * unit);
            Mat silhouette = scope.track(Silhouette.of(rgb, evidence, silhouetteThreshold(), unit));
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
