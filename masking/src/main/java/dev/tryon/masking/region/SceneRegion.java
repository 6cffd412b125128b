/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.evidence.EvidenceNeeds;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.policy.Scene;
import dev.tryon.masking.raster.GuidedFilter;
import dev.tryon.masking.raster.Masks;
import dev.tryon.v1.FailureCode;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

/**
 * The region of backgrounds: all but the people. The mattes of both networks are joined, so that limbs (seen by one) and
 * hats, bags and other people (seen by the other) stay, and brought onto the picture's edges twice: here with a wide
 * window, for hair, and with a narrow one at full resolution ({@link RegionLift}).
 */
final class SceneRegion implements RegionRecipe {
    private final EvidenceNeeds needs;
    private final Scene parameters;

    SceneRegion(EvidenceNeeds needs, Scene parameters) {
        this.needs = needs;
        this.parameters = parameters;
    }

    @Override
    public void check(Evidence evidence) throws PhotoRejectedException {
        try (MatScope scope = new MatScope()) {
            double share = Masks.coverage(scope.track(people(evidence)));
            if (share < parameters.smallestPerson()) {
                throw new PhotoRejectedException(
                        FailureCode.NO_PERSON,
                        "people cover only %.1f %% of the picture; use one that shows a person".formatted(100 * share));
            }
        }
    }

    @Override
    public Rect window(Evidence evidence) {
        return new Rect(0, 0, evidence.width(), evidence.height());
    }

    /** A quarter of the people's longer side: about a shoulder's width of somebody who stands. */
    @Override
    public double unit(Evidence evidence) {
        try (MatScope scope = new MatScope()) {
            Rect box = Imgproc.boundingRect(scope.track(people(evidence)));
            double scale = (double) evidence.width() / evidence.silhouette().cols();
            return Math.max(8, 0.25 * scale * Math.max(box.width, box.height));
        }
    }

    /** How decided the matte is: the mean distance from doubt of what may be a person. */
    @Override
    public double confidence(Evidence evidence) {
        try (MatScope scope = new MatScope()) {
            Mat matte = evidence.silhouette();
            Mat maybe = scope.create();
            Core.compare(matte, new Scalar(50), maybe, Core.CMP_GT);
            Mat sure = scope.create();
            Core.compare(matte, new Scalar(140), sure, Core.CMP_GT);
            return Core.countNonZero(sure) / Math.max(1.0, Core.countNonZero(maybe));
        }
    }

    @Override
    public DrawnRegion draw(Mat rgb, Evidence evidence) {
        double unit = unit(evidence);
        try (MatScope scope = new MatScope()) {
            Mat matte = scope.create();
            Imgproc.resize(evidence.silhouette(), matte, rgb.size(), 0, 0, Imgproc.INTER_LINEAR);
            Mat kept = GuidedFilter.apply(rgb, matte, Math.max(2, parameters.follow() * unit), 1e-4);
            Imgproc.threshold(kept, kept, needs.silhouetteThreshold() * 255, 255, Imgproc.THRESH_BINARY);
            Masks.keepLarge(kept, 0.02);
            Masks.fillHoles(kept, 0.02 * unit * unit);
            Masks.grow(kept, parameters.margin() * unit);
            Mat guarded = new Mat();
            Core.compare(matte, new Scalar(200), guarded, Core.CMP_GT);
            Masks.grow(guarded, -0.03 * unit);
            Mat core = new Mat();
            Core.compare(matte, new Scalar(25), core, Core.CMP_LT);
            return new DrawnRegion(new Mat(rgb.size(), CvType.CV_8UC1, Scalar.all(255)), kept, core, guarded);
        }
    }

    private Mat people(Evidence evidence) {
        Mat people = new Mat();
        Core.compare(evidence.silhouette(), new Scalar(255 * needs.silhouetteThreshold()), people, Core.CMP_GT);
        return people;
    }
}
