/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking;

import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.placement.ProductPlacement.Nudge;
import org.opencv.core.Mat;

/**
 * Where the training set may differ from production: what the detector says, what the user's mask looks like, how the
 * product is laid. Everything else is the same code. The methods are called in this order, once each per preparation.
 */
public interface Variation {
    /** Production: no difference. */
    Variation NONE = new Variation() {};

    /** Evidence to use in place of what was detected; the result is closed by the caller, the argument is not kept. */
    default Evidence evidence(Evidence detected) {
        return detected.scaledTo(detected.width(), detected.height());
    }

    /**
     * Changes the region in place.
     *
     * @param mask CV_8UC1, 0 and 255, the photo's size
     * @param unit of the body in pixels of the photo
     */
    default void region(Mat mask, double unit) {}

    /** How the placed product is moved. */
    default Nudge placement() {
        return Nudge.NONE;
    }
}
