/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import static dev.tryon.masking.evidence.BodyLandmark.LEFT_ELBOW;
import static dev.tryon.masking.evidence.BodyLandmark.LEFT_WRIST;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_ELBOW;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_WRIST;

import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.region.BodyFrame;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Mat;

/** Reads the shape of a top off the person who wears it in the product picture. Stateless. */
final class WornShape {
    private WornShape() {}

    static GarmentShape of(Mat alpha, Evidence wearer) {
        BodyFrame body = BodyFrame.of(wearer);
        Outline outline = new Outline(alpha);
        // Seen from the front, the person's right is the picture's left.
        boolean front = body.rightShoulder().x() <= body.leftShoulder().x();
        double left = front ? -1 : 1;
        Vec leftJoint = front ? body.rightShoulder() : body.leftShoulder();
        Vec rightJoint = front ? body.leftShoulder() : body.rightShoulder();
        double hem = hemShare(outline, body);
        Vec bottom = body.midShoulders().plus(body.down().times(hem));
        double hipWidth = Math.max(0.5, 0.5 * body.leftHip().distance(body.rightHip()) / body.unit() + 0.16);
        return new GarmentShape(
                body.at(body.midShoulders(), left * 0.24, -0.2),
                body.at(body.midShoulders(), -left * 0.24, -0.2),
                body.at(leftJoint, left * 0.1, -0.1),
                body.at(rightJoint, -left * 0.1, -0.1),
                body.at(leftJoint, left * 0.1, 0.32),
                body.at(rightJoint, -left * 0.1, 0.32),
                body.at(bottom, left * hipWidth, 0),
                body.at(bottom, -left * hipWidth, 0),
                sleeve(outline, body, leftJoint, wearer, front),
                sleeve(outline, body, rightJoint, wearer, !front));
    }

    /** How far below the shoulders the garment reaches along the body's axis, in pixels. */
    private static double hemShare(Outline outline, BodyFrame body) {
        double end = 0.5 * body.torso();
        for (double t = 0.3; t <= 1.6; t += 0.02) {
            Vec point = body.midShoulders().plus(body.down().times(t * body.torso()));
            if (outline.inside((int) point.x(), (int) point.y())) {
                end = t * body.torso();
            }
        }
        return end;
    }

    private static @Nullable Sleeve sleeve(
            Outline outline, BodyFrame body, Vec shoulder, Evidence wearer, boolean personsRight) {
        Vec elbow = wearer.at(personsRight ? RIGHT_ELBOW : LEFT_ELBOW);
        Vec wrist = wearer.at(personsRight ? RIGHT_WRIST : LEFT_WRIST);
        Limb arm = new Limb(shoulder, elbow, wrist);
        double covered = 0;
        for (double t = 0; t <= 1; t += 0.04) {
            Vec point = arm.at(t);
            if (outline.inside((int) point.x(), (int) point.y())) {
                covered = t;
            } else if (t > covered + 0.15) {
                break;
            }
        }
        if (covered < 0.14) {
            return null;
        }
        Vec root = body.at(shoulder, 0, 0.1);
        double width = (0.36 - 0.12 * covered) * body.unit();
        return new Sleeve(root, arm.at(covered / 2), arm.at(covered), width, Double.MAX_VALUE);
    }
}
