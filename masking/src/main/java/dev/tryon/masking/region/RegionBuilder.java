/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.policy.MaskPolicy;
import dev.tryon.masking.raster.Masks;
import dev.tryon.v1.FailureCode;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Builds regions on a working copy of the recipe's window of at most 768 pixels, where shapes cost the same whatever the
 * camera, and lifts the result to the photo's size: what may be painted as a smooth shape, what is protected along the
 * edges of the full picture. Stateless.
 */
public final class RegionBuilder {
    private static final int LONGEST_SIDE = 768;

    private final MaskPolicy policy;
    private final RegionRecipe recipe;

    public RegionBuilder(MaskPolicy policy) {
        this.policy = policy;
        this.recipe = RegionRecipe.of(policy);
    }

    /** Length in pixels of the photo to which the policy's shares are relative. */
    public double unit(Evidence evidence) {
        return recipe.unit(evidence);
    }

    /**
     * @param uprightRgb CV_8UC3, RGB
     * @param evidence of that photo, in its pixels
     * @return a region that the caller closes
     * @throws PhotoRejectedException REGION_NOT_VISIBLE, or MASK_REJECTED when the quality gate fails it
     */
    public Region build(Mat uprightRgb, Evidence evidence) throws PhotoRejectedException {
        recipe.check(evidence);
        Rect window = inside(recipe.window(evidence), uprightRgb);
        double scale = Math.min(1, (double) LONGEST_SIDE / Math.max(window.width, window.height));
        int width = (int) Math.max(1, Math.round(window.width * scale));
        int height = (int) Math.max(1, Math.round(window.height * scale));
        try (MatScope scope = new MatScope();
                Evidence small = evidence.within(window, width, height)) {
            Mat part = scope.track(uprightRgb.submat(window));
            Mat rgb = scope.create();
            Imgproc.resize(part, rgb, new Size(width, height), 0, 0, Imgproc.INTER_AREA);
            try (DrawnRegion drawn = recipe.draw(rgb, small)) {
                ParsedParts.apply(drawn, small, policy.recipe(), recipe.unit(small));
                Mat mask = new Mat(uprightRgb.size(), CvType.CV_8UC1, Scalar.all(0));
                RegionLift.lift(drawn, rgb, part, scope.track(mask.submat(window)));
                MaskReport report = judge(drawn, small, mask, scope);
                if (report.verdict() == MaskReport.Verdict.FAILED) {
                    mask.release();
                    throw new PhotoRejectedException(
                            FailureCode.MASK_REJECTED,
                            "the mask is not usable: " + String.join("; ", report.remarks())
                                    + "; send a mask with the request or another photo");
                }
                return new Region(mask, report);
            }
        }
    }

    private MaskReport judge(DrawnRegion drawn, Evidence evidence, Mat lifted, MatScope scope) {
        Mat mask = scope.track(drawn.wanted().clone());
        Masks.subtract(mask, drawn.kept());
        return MaskReport.judge(
                new MaskReport.Measures(
                        Masks.coverage(lifted),
                        Masks.keepLarge(scope.track(mask.clone()), 0),
                        recipe.confidence(evidence),
                        covered(mask, drawn.core(), 1),
                        covered(mask, drawn.guarded(), 0)),
                policy.gate());
    }

    /** Share of {@code part} that the mask covers; {@code ofNothing} when the part is empty. */
    private static double covered(Mat mask, Mat part, double ofNothing) {
        int all = Core.countNonZero(part);
        if (all == 0) {
            return ofNothing;
        }
        try (MatScope scope = new MatScope()) {
            Mat both = scope.create();
            Core.bitwise_and(mask, part, both);
            return (double) Core.countNonZero(both) / all;
        }
    }

    private static Rect inside(Rect window, Mat picture) {
        int left = Math.min(Math.max(0, window.x), picture.cols() - 1);
        int top = Math.min(Math.max(0, window.y), picture.rows() - 1);
        int right = Math.max(left + 1, Math.min(picture.cols(), window.x + window.width));
        int bottom = Math.max(top + 1, Math.min(picture.rows(), window.y + window.height));
        return new Rect(left, top, right - left, bottom - top);
    }
}
