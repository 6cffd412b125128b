/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import dev.tryon.masking.geometry.Vec;
import java.util.List;

/** Lays the body of a garment onto a torso: a thin-plate spline through neck, shoulders, armpits, sides and hem. */
final class TorsoWarp {
    private TorsoWarp() {}

    static WarpField field(GarmentShape product, GarmentShape worn, int width, int height) {
        ThinPlateSpline spline = new ThinPlateSpline(landmarks(worn), landmarks(product), 0);
        return WarpField.smooth(width, height, spline::apply);
    }

    private static List<Vec> landmarks(GarmentShape shape) {
        return List.of(
                shape.leftNeck(),
                shape.rightNeck(),
                shape.leftShoulder(),
                shape.rightShoulder(),
                shape.leftArmpit(),
                shape.leftArmpit().towards(shape.rightArmpit(), 0.5),
                shape.rightArmpit(),
                shape.leftArmpit().towards(shape.leftHem(), 0.5),
                shape.rightArmpit().towards(shape.rightHem(), 0.5),
                shape.leftHem(),
                shape.midHem(),
                shape.rightHem());
    }
}
