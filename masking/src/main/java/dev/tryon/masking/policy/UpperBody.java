/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.policy;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * Torso, both arms to the wrists, neck to the chin. Lengths are shares of the body's unit; what each means stands in
 * {@code top.yaml}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NONE) // as a part of another recipe it is of no other kind
public record UpperBody(
        double grow,
        double coreShoulder,
        double coreHip,
        double coreUpperArm,
        double coreElbow,
        double coreWrist,
        double reachTorso,
        double reachUpperArm,
        double reachWrist,
        double hem,
        double neck,
        double face,
        double hand,
        double smoothing)
        implements Recipe {
    public UpperBody {
        Ranges.check("recipe.grow", grow, 0, 1);
        Ranges.check("recipe.core-shoulder", coreShoulder, 0, 1);
        Ranges.check("recipe.core-hip", coreHip, 0, 1);
        Ranges.check("recipe.core-upper-arm", coreUpperArm, 0, 1);
        Ranges.check("recipe.core-elbow", coreElbow, 0, 1);
        Ranges.check("recipe.core-wrist", coreWrist, 0, 1);
        Ranges.check("recipe.reach-torso", reachTorso, 0, 2);
        Ranges.check("recipe.reach-upper-arm", reachUpperArm, 0, 2);
        Ranges.check("recipe.reach-wrist", reachWrist, 0, 2);
        Ranges.check("recipe.hem", hem, 0, 1);
        Ranges.check("recipe.neck", neck, 0.05, 1);
        Ranges.check("recipe.face", face, 0, 0.5);
        Ranges.check("recipe.hand", hand, 0.02, 1);
        Ranges.check("recipe.smoothing", smoothing, 0, 0.3);
    }

    @Override
    public int algorithmVersion() {
        return 1;
    }
}
