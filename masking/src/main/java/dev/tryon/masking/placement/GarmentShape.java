/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.placement.SleeveWarp.Strip;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A top as tailors see it, in pixels of its cut-out or of the canvas; left and right as the picture is seen. A warp is a
 * pair of shapes: the product's and the one it takes on the person.
 *
 * @param leftNeck where shoulder and collar meet
 * @param leftShoulder outer end of the shoulder, above the armpit
 * @param leftArmpit lower end of the armhole
 * @param leftHem corner of the hem
 * @param leftSleeve null where there is none
 */
public record GarmentShape(
        Vec leftNeck,
        Vec rightNeck,
        Vec leftShoulder,
        Vec rightShoulder,
        Vec leftArmpit,
        Vec rightArmpit,
        Vec leftHem,
        Vec rightHem,
        @Nullable Sleeve leftSleeve,
        @Nullable Sleeve rightSleeve) {
    double chestWidth() {
        return leftArmpit.distance(rightArmpit);
    }

    Vec midShoulders() {
        return leftShoulder.towards(rightShoulder, 0.5);
    }

    Vec midHem() {
        return leftHem.towards(rightHem, 0.5);
    }

    /** From shoulders to hem. */
    double length() {
        return midShoulders().distance(midHem());
    }

    /** A sleeve with its armhole, or null. */
    @Nullable
    Strip strip(boolean left) {
        Sleeve sleeve = left ? leftSleeve : rightSleeve;
        return sleeve == null
                ? null
                : new Strip(
                        left ? leftShoulder : rightShoulder,
                        left ? leftArmpit : rightArmpit,
                        leftArmpit.towards(rightArmpit, 0.5),
                        sleeve);
    }

    /** Whether a point lies well within the body of the garment. */
    boolean overTorso(Vec point) {
        Vec top = midShoulders();
        Vec down = midHem().minus(top);
        double along = point.minus(top).dot(down) / Math.max(1e-9, down.dot(down));
        Vec left = leftShoulder.towards(leftHem, along);
        Vec right = rightShoulder.towards(rightHem, along);
        Vec across = right.minus(left);
        double share = point.minus(left).dot(across) / Math.max(1e-9, across.dot(across));
        return along > 0 && along < 1.05 && share > 0.16 && share < 0.84;
    }

    /** The shape with every point moved by {@code move} and widths multiplied with {@code scale}. */
    GarmentShape moved(UnaryOperator<Vec> move, double scale) {
        return new GarmentShape(
                move.apply(leftNeck),
                move.apply(rightNeck),
                move.apply(leftShoulder),
                move.apply(rightShoulder),
                move.apply(leftArmpit),
                move.apply(rightArmpit),
                move.apply(leftHem),
                move.apply(rightHem),
                leftSleeve == null ? null : leftSleeve.moved(move, scale),
                rightSleeve == null ? null : rightSleeve.moved(move, scale));
    }
}
