/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.raster;

import java.awt.geom.Path2D;
import java.util.List;

/**
 * A curved strip of cloth or skin seen from the front, with coordinates of its own: {@code s} across (−1 its left outline in the
 * picture, 1 its right one) and {@code v} along, from where it begins; the unit of v is the surface's own. The same garment drawn flat and drawn
 * on a body is the same set of (s, v) shapes on two surfaces; that is what makes product and photo one pair. Values slightly
 * beyond the range must be answered too.
 */
public interface Surface {

    /** Where (s, v) lies in the picture, in pixels. */
    Vec at(double s, double v);

    /**
     * Where a point that is seen at {@code s} lies on the cloth when it is spread out flat: the outline of a tube is far away around
     * the side. The front of the cloth is −1..1 in the result, too.
     */
    default double unrolled(double s) {
        double limit = Math.sin(curvature());
        return Math.asin(Math.max(-1, Math.min(1, s)) * limit) / curvature();
    }

    /** How far the strip curves away at its outlines, in radians: half of pi for a tube, near nought for cloth that lies flat. */
    double curvature();

    /** A closed outline through the given (s, v) points, which are joined by curves that follow this surface. */
    default Path2D outline(List<Vec> points) {
        Path2D path = new Path2D.Double();
        for (int i = 0; i < points.size(); i++) {
            Vec from = points.get(i);
            Vec to = points.get((i + 1) % points.size());
            int steps = (int) Math.max(
                    1, Math.ceil(Math.max(Math.abs(to.x() - from.x()) * 8, Math.abs(to.y() - from.y()) * 40)));
            for (int k = 0; k < steps; k++) {
                Vec sv = from.towards(to, k / (double) steps);
                Vec p = at(sv.x(), sv.y());
                if (i == 0 && k == 0) {
                    path.moveTo(p.x(), p.y());
                } else {
                    path.lineTo(p.x(), p.y());
                }
            }
        }
        path.closePath();
        return path;
    }
}
