/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.person;

import dev.tryon.experts.figures.raster.Vec;
import java.util.ArrayList;
import java.util.List;

/** Where BlazePose's first eleven landmarks are on a drawn head. Stateless. */
public final class HeadLandmarks {
    private HeadLandmarks() {}

    /** Nose; left eye inner, middle, outer; the same of the right eye; ears; corners of the mouth; left before right. In picture pixels. */
    public static List<Vec> of(Skeleton skeleton) {
        Head head = new Head(skeleton);
        List<Vec> points = new ArrayList<>();
        points.add(head.at(0, 0.33, 0.15));
        for (int side = 1; side >= -1; side -= 2) {
            points.add(head.at(side * (Face.EYE_X - 0.17), Face.EYE_Y, 0));
            points.add(head.at(side * Face.EYE_X, Face.EYE_Y, 0));
            points.add(head.at(side * (Face.EYE_X + 0.19), Face.EYE_Y, 0));
        }
        points.add(head.ear(1));
        points.add(head.ear(-1));
        points.add(head.at(0.3, Face.MOUTH_Y, 0));
        points.add(head.at(-0.3, Face.MOUTH_Y, 0));
        return points;
    }
}
