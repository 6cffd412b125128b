/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures;

import dev.tryon.experts.figures.person.Skeleton;
import dev.tryon.experts.figures.raster.Canvas;
import dev.tryon.experts.figures.raster.Coverage;
import dev.tryon.experts.figures.raster.Vec;
import dev.tryon.experts.figures.scene.Light;
import java.awt.geom.Ellipse2D;

/** The soft shadow of a person on the floor. Stateless. */
final class FloorShadow {
    private FloorShadow() {}

    static void paint(Canvas canvas, Skeleton skeleton, Light light) {
        Vec left = skeleton.toe(1);
        Vec right = skeleton.toe(-1);
        double unit = skeleton.unit();
        double y = Math.max(left.y(), right.y());
        int r = (int) Math.max(1, unit * 0.12);
        Ellipse2D pool = new Ellipse2D.Double(
                right.x() - 0.4 * unit - light.x() * unit * 0.4,
                y - 0.12 * unit,
                left.x() - right.x() + 0.8 * unit,
                0.3 * unit);
        canvas.shadow(Coverage.of(pool, canvas.width(), canvas.height(), 2 * r).blurred(r), 0, 0, 0.45, false);
    }
}
