/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.eyewear;

import dev.tryon.experts.figures.person.Head;
import dev.tryon.experts.figures.person.HeadWear;
import dev.tryon.experts.figures.person.Skeleton;
import dev.tryon.experts.figures.raster.Vec;
import dev.tryon.experts.figures.scene.Studio;
import java.awt.BasicStroke;
import java.awt.geom.Line2D;
import java.util.List;

/**
 * Glasses on a head; they turn and tilt with it. Immutable.
 *
 * @param glasses what is worn
 */
public record WornGlasses(Glasses glasses) implements HeadWear {
    /** How far before the ball of the head the front stands. */
    private static final double FRONT = 1.1;

    private static final double BOW = 0.16;
    private static final double EYES = 0.01;

    @Override
    public void underHair(Studio studio, Skeleton skeleton) {
        Head head = new Head(skeleton);
        GlassesPainter painter = painter(studio, skeleton, head);
        painter.shadow();
        double outer = glasses.middle() + glasses.half() + 0.04;
        double stretch = stretch(skeleton);
        for (int side = -1; side <= 1; side += 2) {
            Vec hinge = head.turned(side * outer, EYES + painter.hingeY() * stretch, FRONT - BOW * outer * outer);
            Vec ear = head.turned(side * 1.0, -0.02, 0.05);
            Vec across = head.local(1, 0).minus(head.local(0, 0)).unit();
            Vec back = ear.minus(hinge);
            // The far temple of a turned head is hidden behind the front.
            if (side * (back.x() * across.x() + back.y() * across.y()) > 0) {
                float width = (float) Math.max(1.2, Math.max(0.05, glasses.rim()) * head.halfWidth());
                var temple = new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND)
                        .createStrokedShape(new Line2D.Double(hinge.x(), hinge.y(), ear.x(), ear.y()));
                studio.contactShadow(temple, head.halfWidth() * 0.05, 0.3);
                studio.blob(List.of(temple), width * 0.5, painter.material(), 0.8);
            }
        }
    }

    @Override
    public void overHair(Studio studio, Skeleton skeleton) {
        painter(studio, skeleton, new Head(skeleton)).front();
    }

    private GlassesPainter painter(Studio studio, Skeleton skeleton, Head head) {
        double stretch = stretch(skeleton);
        return new GlassesPainter(
                studio, glasses, (x, y) -> head.turned(x, EYES + y * stretch, FRONT - BOW * x * x), head.halfWidth());
    }

    /** Heads count x in half widths and y in half heights; glasses have one unit. */
    private static double stretch(Skeleton skeleton) {
        return skeleton.build().head() / 0.5;
    }
}
