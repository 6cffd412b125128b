/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.policy;

import dev.tryon.masking.evidence.EvidenceNeeds;
import java.util.Objects;

/**
 * What the masks of one expert are like, as data. Immutable; read by {@link MaskPolicies}, which rejects unknown keys.
 *
 * @param expert its short name: "top"
 * @param version raised by whoever changes the file
 */
public record MaskPolicy(
        String expert,
        int version,
        EvidenceNeeds evidence,
        Recipe recipe,
        CropRules crop,
        StitchRules stitch,
        QualityGate gate,
        JitterRanges jitter) {
    public MaskPolicy {
        if (expert == null || !expert.matches("[a-z]+")) {
            throw new IllegalArgumentException("expert must be a lower-case name, is " + expert);
        }
        if (version < 1) {
            throw new IllegalArgumentException("version must be 1 or more, is " + version);
        }
        Objects.requireNonNull(evidence, "evidence");
        Objects.requireNonNull(recipe, "recipe");
        Objects.requireNonNull(crop, "crop");
        Objects.requireNonNull(stitch, "stitch");
        Objects.requireNonNull(gate, "gate");
        Objects.requireNonNull(jitter, "jitter");
    }

    /**
     * What the expert is shown.
     *
     * @param margin around the region's box, as a share of it
     * @param canvas size of the crop that the expert paints
     * @param productCanvas size of the product picture that it sees
     */
    public record CropRules(double margin, CanvasSize canvas, CanvasSize productCanvas) {
        public CropRules {
            Ranges.check("crop.margin", margin, 0, 2);
            Objects.requireNonNull(canvas, "crop.canvas");
            Objects.requireNonNull(productCanvas, "crop.product-canvas");
        }
    }

    /** A size in pixels, multiples of 8 so that networks can halve it. */
    public record CanvasSize(int width, int height) {
        public CanvasSize {
            if (width < 64 || height < 64 || width % 8 != 0 || height % 8 != 0) {
                throw new IllegalArgumentException(
                        "a canvas must be at least 64x64 in multiples of 8, is " + width + "x" + height);
            }
        }
    }
}
