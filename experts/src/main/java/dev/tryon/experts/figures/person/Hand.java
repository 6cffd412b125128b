/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.person;

import dev.tryon.experts.figures.raster.Vec;
import dev.tryon.experts.figures.scene.Studio;
import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.CubicCurve2D;
import java.awt.geom.Ellipse2D;
import java.util.ArrayList;
import java.util.List;

/**
 * A relaxed hand that goes on from a forearm. Immutable.
 *
 * @param wrist where it begins
 * @param along unit vector from wrist to fingers
 * @param thumb 1 when the thumb is at the right of {@code along} as the picture shows it turned down, −1 at the left
 * @param size length of the hand in pixels
 */
public record Hand(Vec wrist, Vec along, int thumb, double size) {

    /**
     * The hand at the end of an arm.
     *
     * @param side 1 for the person's left
     */
    public static Hand of(Skeleton skeleton, int side) {
        Vec wrist = skeleton.wrists().of(side);
        Vec along = wrist.minus(skeleton.elbows().of(side)).unit();
        Pose.Arm arm = side > 0 ? skeleton.pose().left() : skeleton.pose().right();
        if (arm.reach() == Pose.Reach.HIP || arm.reach() == Pose.Reach.POCKET) {
            along = along.towards(new Vec(-side * 0.5, 1).unit(), 0.6).unit();
        }
        return new Hand(wrist, along, -side, 0.68 * skeleton.unit());
    }

    private Vec at(double across, double down) {
        Vec side = along.perpendicular().times(-thumb);
        return wrist.plus(along.times(down * size)).plus(side.times(across * size));
    }

    public Vec index() {
        return at(0.12, 0.62);
    }

    public Vec pinky() {
        return at(-0.16, 0.58);
    }

    public Vec thumbTip() {
        return at(0.26, 0.42);
    }

    List<Shape> shapes() {
        List<Shape> shapes = new ArrayList<>();
        Vec palm = at(0, 0.27);
        AffineTransform turn = AffineTransform.getTranslateInstance(palm.x(), palm.y());
        turn.rotate(Math.atan2(along.y(), along.x()));
        shapes.add(turn.createTransformedShape(
                new Ellipse2D.Double(-0.33 * size, -0.18 * size, 0.66 * size, 0.36 * size)));
        double[] reach = {0.82, 0.95, 1.0, 0.92};
        for (int finger = 0; finger < 4; finger++) {
            double across = -0.15 + 0.1 * finger;
            shapes.add(finger(
                    at(across * 0.9, 0.4), at(across * 1.05, 0.65), at(across * 0.85 + 0.02, reach[finger]), 0.092));
        }
        shapes.add(finger(at(0.1, 0.12), at(0.25, 0.3), at(0.23, 0.52), 0.1));
        return shapes;
    }

    private Shape finger(Vec from, Vec bend, Vec to, double width) {
        BasicStroke stroke = new BasicStroke((float) (width * size), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
        return stroke.createStrokedShape(
                new CubicCurve2D.Double(from.x(), from.y(), bend.x(), bend.y(), bend.x(), bend.y(), to.x(), to.y()));
    }

    void paint(Studio studio, Skin skin) {
        float[] linear = Skin.linear(skin.base());
        Vec knuckles = wrist;
        studio.blob(
                shapes(),
                size * 0.12,
                (x, y, out) -> {
                    // Gaps between the fingers, faint, along the hand.
                    Vec d = new Vec(x, y).minus(knuckles).times(1 / size);
                    double down = d.x() * along.x() + d.y() * along.y();
                    double across = d.x() * -along.y() + d.y() * along.x();
                    double gap =
                            down < 0.45 ? 0 : 0.22 * Math.pow(Math.abs(Math.cos((across + 0.0) * Math.PI / 0.1)), 6);
                    out[0] = (float) (linear[0] * (1 - gap * 0.8));
                    out[1] = (float) (linear[1] * (0.94 - gap));
                    out[2] = (float) (linear[2] * (0.92 - gap));
                },
                0.15);
    }
}
