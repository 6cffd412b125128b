/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.region.FaceFrame;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.imgproc.Imgproc;

/**
 * Lays the front of glasses on the eye line. The bridge goes between the eyes and the hinges to the temples of the mesh,
 * which carry roll and yaw: on a turned head the far half comes out narrower, as it should. Stateless.
 */
final class EyewearPlacement implements ProductPlacement {
    private static final int RIGHT_TEMPLE = 127;
    private static final int LEFT_TEMPLE = 356;
    private static final int BRIDGE = 168;
    private static final int RIGHT_OUTER = 33;
    private static final int RIGHT_INNER = 133;
    private static final int LEFT_INNER = 362;
    private static final int LEFT_OUTER = 263;
    /** Lenses hang a little below the eyes' line, in face heights. */
    private static final double DROP = 0.02;

    @Override
    public Mat place(Cutout product, @Nullable Evidence person, Mat mask, Nudge nudge) {
        Rect box = Imgproc.boundingRect(product.alpha());
        Warp warp = person == null || !person.hasFace()
                ? Warp.ofBoxes(box, Imgproc.boundingRect(mask))
                : onFace(box, FaceFrame.of(person));
        warp.nudge(nudge);
        try (MatScope scope = new MatScope()) {
            return Layers.flatten(List.of(warp.smooth(product.rgb(), product.alpha(), mask.size(), scope)), mask);
        }
    }

    private static Warp onFace(Rect box, FaceFrame face) {
        Vec eyes = middle(face, RIGHT_OUTER, RIGHT_INNER).towards(middle(face, LEFT_INNER, LEFT_OUTER), 0.5);
        Vec line = face.at(eyes, 0, DROP);
        double bridge = face.across().dot(face.at(BRIDGE).minus(line));
        double right = face.across().dot(face.at(RIGHT_TEMPLE).minus(line));
        double left = face.across().dot(face.at(LEFT_TEMPLE).minus(line));
        // The frame's height does not shrink when the head turns: seen from the front it would be this wide.
        double front = Math.max(left - right, 0.72 * face.height());
        double half = front * box.height / box.width / 2;
        Warp warp = new Warp();
        double[] columns = {right, bridge, left};
        for (int i = 0; i < 3; i++) {
            double x = box.x + box.width * i / 2.0;
            // What is nearer looks larger.
            double near = 1 + 0.08 * face.turn() * (i - 1);
            Vec on = line.plus(face.across().times(columns[i]));
            warp.add(new Vec(x, box.y), on.minus(face.down().times(half * near)));
            warp.add(
                    new Vec(x, (double) box.y + box.height), on.plus(face.down().times(half * near)));
        }
        return warp;
    }

    private static Vec middle(FaceFrame face, int one, int other) {
        return face.at(one).towards(face.at(other), 0.5);
    }
}
