/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import static dev.tryon.masking.evidence.BodyLandmark.LEFT_HIP;
import static dev.tryon.masking.evidence.BodyLandmark.LEFT_SHOULDER;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_HIP;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_SHOULDER;

import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.policy.MaskPolicy;
import dev.tryon.masking.raster.Masks;
import dev.tryon.v1.FailureCode;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Builds regions on a working copy of at most 768 pixels, where shapes cost the same whatever the camera, and lifts the
 * result to the photo's size. Stateless.
 */
public final class RegionBuilder {
    private static final int LONGEST_SIDE = 768;

    private final MaskPolicy policy;
    private final RegionRecipe recipe;

    public RegionBuilder(MaskPolicy policy) {
        this.policy = policy;
        this.recipe = RegionRecipe.of(policy);
    }

    /**
     * @param uprightRgb CV_8UC3, RGB
     * @param evidence of that photo, in its pixels
     * @return a region that the caller closes
     * @throws PhotoRejectedException REGION_NOT_VISIBLE, or MASK_REJECTED when the quality gate fails it
     */
    public Region build(Mat uprightRgb, Evidence evidence) throws PhotoRejectedException {
        double scale = Math.min(1, (double) LONGEST_SIDE / Math.max(uprightRgb.cols(), uprightRgb.rows()));
        Size size = new Size(Math.round(uprightRgb.cols() * scale), Math.round(uprightRgb.rows() * scale));
        try (MatScope scope = new MatScope();
                Evidence small = evidence.scaledTo((int) size.width, (int) size.height)) {
            Mat rgb = scope.create();
            Imgproc.resize(uprightRgb, rgb, size, 0, 0, Imgproc.INTER_AREA);
            try (DrawnRegion drawn = recipe.draw(rgb, small)) {
                MaskReport report = judge(drawn, small, scope);
                if (report.verdict() == MaskReport.Verdict.FAILED) {
                    throw new PhotoRejectedException(
                            FailureCode.MASK_REJECTED,
                            "the mask is not usable: " + String.join("; ", report.remarks())
                                    + "; send a mask with the request or another photo");
                }
                return new Region(lift(drawn.mask(), uprightRgb.size()), report);
            }
        }
    }

    private MaskReport judge(DrawnRegion drawn, Evidence evidence, MatScope scope) {
        Mat covered = scope.create();
        Core.bitwise_and(drawn.mask(), drawn.core(), covered);
        double coreCovered = Core.countNonZero(covered) / Math.max(1.0, Core.countNonZero(drawn.core()));
        double shoulders = Math.max(evidence.visibility(LEFT_SHOULDER), evidence.visibility(RIGHT_SHOULDER));
        double hips = Math.max(evidence.visibility(LEFT_HIP), evidence.visibility(RIGHT_HIP));
        // Hips below the picture's edge are guessed; that lowers the confidence but does not end it.
        double confidence = evidence.score() * shoulders * (0.6 + 0.4 * hips);
        Mat parts = scope.track(drawn.mask().clone());
        int components = Masks.keepLarge(parts, 0);
        return MaskReport.judge(Masks.coverage(drawn.mask()), components, confidence, coreCovered, policy.gate());
    }

    private static Mat lift(Mat mask, Size size) {
        Mat lifted = new Mat();
        Imgproc.resize(mask, lifted, size, 0, 0, Imgproc.INTER_LINEAR);
        Imgproc.threshold(lifted, lifted, 127, 255, Imgproc.THRESH_BINARY);
        return lifted;
    }
}
