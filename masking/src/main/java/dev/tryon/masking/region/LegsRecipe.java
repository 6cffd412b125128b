/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.raster.Masks;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Rect;

/** What the recipes for garments that cover legs have in common: where they look, and how sure they are. Stateless. */
abstract class LegsRecipe implements RegionRecipe {

    @Override
    public final Rect window(Evidence evidence) {
        return BodyWindow.of(evidence);
    }

    @Override
    public final double unit(Evidence evidence) {
        return BodyFrame.of(evidence).unit();
    }

    @Override
    public final double confidence(Evidence evidence) {
        return evidence.score() * LegShapes.visibility(evidence);
    }

    /** Keeps of a reach what lies within the silhouette grown by so many pixels. */
    static void within(Mat reach, Mat silhouette, double grow) {
        try (MatScope scope = new MatScope()) {
            Mat grown = scope.track(silhouette.clone());
            Masks.grow(grown, grow);
            Core.bitwise_and(reach, grown, reach);
        }
    }
}
