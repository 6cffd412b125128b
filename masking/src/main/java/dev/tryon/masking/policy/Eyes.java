/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.policy;

/**
 * Both eyes, from the brows to the cheeks and to the ears where they are seen. Lengths are shares of the face's height;
 * what each means stands in {@code eye.yaml}.
 *
 * @param minimumFace height of the smallest face that can be worked on, in pixels
 * @param keepNose whether the ridge of the nose below the bridge is kept
 * @param keepHair whether hair over the temples is kept where its colours can be told
 */
public record Eyes(
        double brow,
        double cheek,
        double side,
        double ear,
        double nose,
        boolean keepNose,
        boolean keepHair,
        double smoothing,
        int minimumFace)
        implements Recipe {
    public Eyes {
        Ranges.check("recipe.brow", brow, 0, 0.5);
        Ranges.check("recipe.cheek", cheek, 0.05, 0.6);
        Ranges.check("recipe.side", side, 0, 0.5);
        Ranges.check("recipe.ear", ear, 0, 1);
        Ranges.check("recipe.nose", nose, 0, 0.3);
        Ranges.check("recipe.smoothing", smoothing, 0, 0.3);
        Ranges.check("recipe.minimum-face", minimumFace, 8, 1000);
    }

    @Override
    public int algorithmVersion() {
        return 1;
    }
}
