/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.policy;

/**
 * The face from the hairline to the jaw. Lengths are shares of the face's height; see {@code face.yaml}.
 *
 * @param grow by which the mesh's outline is grown
 * @param keepHair whether hair over the face is kept where its colours can be told
 * @param minimumFace height of the smallest face that can be worked on, in pixels
 */
public record FaceOval(double grow, boolean keepHair, double smoothing, int minimumFace) implements Recipe {
    public FaceOval {
        Ranges.check("recipe.grow", grow, 0, 0.3);
        Ranges.check("recipe.smoothing", smoothing, 0, 0.3);
        Ranges.check("recipe.minimum-face", minimumFace, 8, 1000);
    }

    @Override
    public int algorithmVersion() {
        return 1;
    }
}
