/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.policy.Eyes;
import dev.tryon.masking.policy.FaceOval;
import dev.tryon.masking.policy.Feet;
import dev.tryon.masking.policy.LowerBody;
import dev.tryon.masking.policy.MaskPolicy;
import dev.tryon.masking.policy.Recipe;
import dev.tryon.masking.policy.Scene;
import dev.tryon.masking.policy.UpperBody;
import dev.tryon.masking.policy.WholeBody;
import org.opencv.core.Mat;
import org.opencv.core.Rect;

/** How the region of one kind of expert is built from what is seen. Stateless. */
interface RegionRecipe {
    /**
     * Whether what the expert works on can be seen.
     *
     * @throws PhotoRejectedException REGION_NOT_VISIBLE, with what to do about it
     */
    void check(Evidence evidence) throws PhotoRejectedException;

    /**
     * The part of the photo that holds the whole region and all that its borders depend on, in pixels of the evidence;
     * may reach outside the photo. Small regions of large photos are drawn at a fine scale because of it.
     */
    Rect window(Evidence evidence);

    /** Length in pixels of the evidence to which everything is relative: the body's unit, the face's height. */
    double unit(Evidence evidence);

    /** How sure the detectors are of what this region hangs on, [0, 1]. */
    double confidence(Evidence evidence);

    /**
     * @param rgb CV_8UC3 working copy of the window
     * @param evidence in pixels of that copy; {@link #check} has passed
     */
    DrawnRegion draw(Mat rgb, Evidence evidence);

    static RegionRecipe of(MaskPolicy policy) {
        Recipe recipe = policy.recipe();
        if (recipe instanceof UpperBody upperBody) {
            return new UpperBodyRegion(policy.evidence(), upperBody);
        } else if (recipe instanceof LowerBody lowerBody) {
            return new LowerBodyRegion(policy.evidence(), lowerBody);
        } else if (recipe instanceof WholeBody wholeBody) {
            return new WholeBodyRegion(policy.evidence(), wholeBody);
        } else if (recipe instanceof Feet feet) {
            return new FeetRegion(policy.evidence(), feet);
        } else if (recipe instanceof Eyes eyes) {
            return new EyesRegion(policy.evidence(), eyes);
        } else if (recipe instanceof FaceOval face) {
            return new FaceRegion(policy.evidence(), face);
        } else if (recipe instanceof Scene scene) {
            return new SceneRegion(policy.evidence(), scene);
        }
        throw new IllegalArgumentException("no region recipe for " + recipe);
    }
}
