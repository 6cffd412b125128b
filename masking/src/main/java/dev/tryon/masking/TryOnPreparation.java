/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking;

import dev.tryon.masking.crop.Crop;
import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.placement.Cutout;
import dev.tryon.masking.placement.Nudge;
import dev.tryon.masking.placement.ProductPlacement;
import dev.tryon.masking.policy.MaskPolicy;
import dev.tryon.masking.region.MaskReport;
import dev.tryon.masking.region.Region;
import dev.tryon.masking.region.RegionBuilder;
import dev.tryon.v1.FailureCode;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

/**
 * Region, crop, placement: the one path on which both production and the training set make what an expert sees. They
 * differ in where the evidence comes from and in the {@link Variation}, nowhere else. Stateless, thread-safe.
 */
public final class TryOnPreparation {
    private final MaskPolicy policy;
    private final RegionBuilder regions;
    private final ProductPlacement placement;

    public TryOnPreparation(MaskPolicy policy) {
        this.policy = policy;
        this.regions = new RegionBuilder(policy);
        this.placement = ProductPlacement.of(policy.recipe());
    }

    /**
     * With the policy's own region.
     *
     * @param uprightRgb CV_8UC3, RGB
     * @param detected evidence of that photo; stays the caller's
     * @throws PhotoRejectedException REGION_NOT_VISIBLE or MASK_REJECTED
     */
    public CanvasPictures prepare(Mat uprightRgb, Evidence detected, Cutout product, Variation variation)
            throws PhotoRejectedException {
        double unit = regions.unit(detected);
        try (Evidence evidence = variation.evidence(detected, unit);
                Region region = regions.build(uprightRgb, evidence)) {
            Mat mask = region.mask().clone();
            variation.region(mask, unit);
            return pictures(uprightRgb, evidence, mask, region.report(), product, variation);
        }
    }

    /**
     * The policy's own region, for a user to change.
     *
     * @param detected stays the caller's
     * @return what the caller closes
     * @throws PhotoRejectedException REGION_NOT_VISIBLE or MASK_REJECTED
     */
    public Region region(Mat uprightRgb, Evidence detected) throws PhotoRejectedException {
        return regions.build(uprightRgb, detected);
    }

    /**
     * With a region that the user gave or changed.
     *
     * @param override stays the caller's
     * @param detected null when nobody was found: the product is then laid onto the mask's box
     */
    public CanvasPictures prepare(
            Mat uprightRgb, Region override, @Nullable Evidence detected, Cutout product, Variation variation)
            throws PhotoRejectedException {
        Mat mask = override.mask().clone();
        return pictures(uprightRgb, detected, mask, override.report(), product, variation);
    }

    private CanvasPictures pictures(
            Mat rgb, @Nullable Evidence evidence, Mat region, MaskReport report, Cutout product, Variation variation)
            throws PhotoRejectedException {
        if (Core.countNonZero(region) == 0) {
            throw new PhotoRejectedException(FailureCode.MASK_REJECTED, "the mask is empty");
        }
        MaskPolicy.CropRules rules = policy.crop();
        Crop crop = Crop.around(
                region, rules.margin(), rules.canvas().width(), rules.canvas().height());
        Mat target = crop.extract(rgb);
        Mat mask = canvasMask(region, crop);
        Mat maskedCrop = target.clone();
        maskedCrop.setTo(Scalar.all(0), mask);
        Mat placed = place(product, evidence, crop, mask, variation.placement());
        Mat productPicture = product.overWhite(rules.productCanvas());
        return new CanvasPictures(region, crop, target, maskedCrop, mask, productPicture, placed, report);
    }

    /** A canvas pixel that the mask only touches is painted too: none of the old garment's border is left to be seen. */
    private static Mat canvasMask(Mat region, Crop crop) {
        try (MatScope scope = new MatScope()) {
            Mat shares = scope.track(crop.extract(region, Imgproc.INTER_AREA));
            Mat mask = new Mat();
            Core.compare(shares, new Scalar(0), mask, Core.CMP_GT);
            return mask;
        }
    }

    private Mat place(Cutout product, @Nullable Evidence evidence, Crop crop, Mat mask, Nudge nudge) {
        if (evidence == null) {
            return placement.place(product, null, mask, nudge);
        }
        try (Evidence onCanvas = evidence.within(crop.box(), crop.canvasWidth(), crop.canvasHeight())) {
            return placement.place(product, onCanvas, mask, nudge);
        }
    }
}
