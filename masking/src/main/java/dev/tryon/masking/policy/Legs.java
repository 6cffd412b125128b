/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.policy;

/**
 * How legs are drawn; shares of the body's unit.
 *
 * @param grow how far around the silhouette the region reaches
 * @param coreHip beside the hips, painted whatever the silhouette says
 * @param coreThigh half a thigh, likewise
 * @param coreKnee half a knee, likewise
 * @param coreAnkle half an ankle, likewise
 * @param reachHip beside the hips, the most that is painted within the grown silhouette
 * @param reachHem beside the outer ankle, likewise: room for a wide skirt
 * @param ankle where the region ends, in shares of the shin: 1 is the ankle joint
 * @param foot half the width of a foot, which is not painted
 */
public record Legs(
        double grow,
        double coreHip,
        double coreThigh,
        double coreKnee,
        double coreAnkle,
        double reachHip,
        double reachHem,
        double ankle,
        double foot) {
    public Legs {
        Ranges.check("recipe.legs.grow", grow, 0, 1);
        Ranges.check("recipe.legs.core-hip", coreHip, 0, 1);
        Ranges.check("recipe.legs.core-thigh", coreThigh, 0, 1);
        Ranges.check("recipe.legs.core-knee", coreKnee, 0, 1);
        Ranges.check("recipe.legs.core-ankle", coreAnkle, 0, 1);
        Ranges.check("recipe.legs.reach-hip", reachHip, 0, 2);
        Ranges.check("recipe.legs.reach-hem", reachHem, 0, 2);
        Ranges.check("recipe.legs.ankle", ankle, 0.2, 1.5);
        Ranges.check("recipe.legs.foot", foot, 0, 0.5);
    }
}
