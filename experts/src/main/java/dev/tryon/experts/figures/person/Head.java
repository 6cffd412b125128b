/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.person;

import dev.tryon.experts.figures.raster.Vec;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;

/**
 * The head as a ball with a jaw, in coordinates of its own: x from −1 (right ear, left in the picture) to 1, y from −1 (crown) to 1 (chin), both on
 * the face seen from the front. Immutable.
 */
public final class Head {
    private final Vec centre;
    private final double halfWidth;
    private final double halfHeight;
    private final double yaw;
    private final double tilt;

    public Head(Skeleton skeleton) {
        centre = skeleton.head();
        halfWidth = skeleton.build().head() * skeleton.unit();
        halfHeight = 0.5 * skeleton.unit();
        yaw = skeleton.pose().headYaw();
        tilt = skeleton.pose().headTilt() + skeleton.pose().lean();
    }

    /**
     * Picture position of a point of the face.
     *
     * @param lift how far it stands out of the ball (the nose does)
     */
    public Vec at(double x, double y, double lift) {
        double z = Math.sqrt(Math.max(0.02, 1 - x * x - 0.55 * y * y)) + lift;
        return local(x * Math.cos(yaw) + z * Math.sin(yaw), y);
    }

    /** Picture position of a point that turns with the face, z towards where it looks; 1 is the surface of the ball. */
    public Vec turned(double x, double y, double z) {
        return local(x * Math.cos(yaw) + z * Math.sin(yaw), y);
    }

    /** Picture position in head coordinates that do not turn with the face. */
    public Vec local(double x, double y) {
        return centre.plus(new Vec(x * halfWidth, y * halfHeight).rotated(tilt));
    }

    /**
     * Middle of an ear.
     *
     * @param side 1 for the person's left
     */
    public Vec ear(int side) {
        return local(side * (0.98 - 0.3 * Math.max(0, -side * Math.sin(yaw))), 0.14);
    }

    /** Writes (x, y) of the face seen at a pixel, and z of the ball, to {@code out}. */
    public void face(double px, double py, double[] out) {
        Vec p = new Vec(px, py).minus(centre).rotated(-tilt);
        double x = p.x() / halfWidth;
        double y = p.y() / halfHeight;
        double z = Math.sqrt(Math.max(0.02, 1 - x * x - 0.55 * y * y));
        out[0] = x * Math.cos(yaw) - z * Math.sin(yaw);
        out[1] = y;
        out[2] = z;
        out[3] = x;
    }

    public double tilt() {
        return tilt;
    }

    public double yaw() {
        return yaw;
    }

    public double halfWidth() {
        return halfWidth;
    }

    /** A path in {@link #local} coordinates, in the picture. */
    public Path2D path(Path2D local) {
        AffineTransform transform = AffineTransform.getTranslateInstance(centre.x(), centre.y());
        transform.rotate(tilt);
        transform.scale(halfWidth, halfHeight);
        return (Path2D) local.createTransformedShape(transform);
    }

    /** Cranium, cheeks and jaw. */
    public Path2D outline() {
        // The jaw follows the turn of the face a little.
        double chin = 0.25 * Math.sin(yaw);
        Path2D path = new Path2D.Double();
        path.moveTo(0, -1);
        path.curveTo(0.62, -1, 1, -0.62, 1, -0.1);
        path.curveTo(1, 0.25, 0.95, 0.5, 0.72 + chin * 0.4, 0.74);
        path.curveTo(0.55 + chin * 0.8, 0.9, 0.3 + chin, 1, chin, 1);
        path.curveTo(-0.3 + chin, 1, -0.55 + chin * 0.8, 0.9, -0.72 + chin * 0.4, 0.74);
        path.curveTo(-0.95, 0.5, -1, 0.25, -1, -0.1);
        path.curveTo(-1, -0.62, -0.62, -1, 0, -1);
        path.closePath();
        return path(path);
    }
}
