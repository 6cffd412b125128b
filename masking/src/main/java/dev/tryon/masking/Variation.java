/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking;

import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.placement.Nudge;
import dev.tryon.masking.region.RegionBuilder;
import org.opencv.core.Mat;

/**
 * Where the training set may differ from production: what the detector says, what the user's mask looks like, how the
 * product is laid. Everything else is the same code. The methods are called in this order, once each per preparation.
 */
public interface Variation {
    /** Production: no difference. */
    Variation NONE = new Variation() {};

    /**
     * Evidence to use in place of what was detected; the result is closed by the caller, the argument is not kept.
     *
     * @param unit of the expert's region in pixels of the photo, see {@link RegionBuilder#unit}
     */
    default Evidence evidence(Evidence detected, double unit) {
        return detected.scaledTo(detected.width(), detected.height());
    }

    /**
     * Changes the region in place.
     *
     * @param mask CV_8UC1, 0 and 255, the photo's size
     * @param unit likewise
     */
    default void region(Mat mask, double unit) {}

    /** How the placed product is moved. */
    default Nudge placement() {
        return Nudge.NONE;
    }
}
