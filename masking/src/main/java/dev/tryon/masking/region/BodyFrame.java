/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import static dev.tryon.masking.evidence.BodyLandmark.LEFT_HIP;
import static dev.tryon.masking.evidence.BodyLandmark.LEFT_SHOULDER;
import static dev.tryon.masking.evidence.BodyLandmark.MOUTH_LEFT;
import static dev.tryon.masking.evidence.BodyLandmark.MOUTH_RIGHT;
import static dev.tryon.masking.evidence.BodyLandmark.NOSE;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_HIP;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_SHOULDER;

import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.geometry.Vec;

/**
 * The upper body as a frame of reference, in pixels. Immutable.
 *
 * @param leftShoulder the person's own left
 * @param down from mid shoulders to mid hips, length 1
 * @param side at right angles to {@code down}, towards the person's left, length 1
 * @param torso from mid shoulders to mid hips
 * @param unit of length for everything that is cut to the body: the larger of shoulder width and 0.55 torso lengths,
 *     because shoulders look narrow from the side
 * @param chin lowest point of the face, seen or guessed
 */
public record BodyFrame(
        Vec leftShoulder,
        Vec rightShoulder,
        Vec leftHip,
        Vec rightHip,
        Vec down,
        Vec side,
        double torso,
        double unit,
        Vec chin) {
    private static final int MESH_CHIN = 152;

    public static BodyFrame of(Evidence evidence) {
        Vec ls = evidence.at(LEFT_SHOULDER);
        Vec rs = evidence.at(RIGHT_SHOULDER);
        Vec neck = ls.towards(rs, 0.5);
        Vec hip = evidence.at(LEFT_HIP).towards(evidence.at(RIGHT_HIP), 0.5);
        Vec down = hip.minus(neck).unit();
        Vec across = down.quarterTurn();
        Vec side = across.dot(ls.minus(rs)) >= 0 ? across : across.times(-1);
        double torso = hip.distance(neck);
        double unit = Math.max(Math.max(ls.distance(rs), 0.55 * torso), 4);
        Vec nose = evidence.at(NOSE);
        Vec mouth = evidence.at(MOUTH_LEFT).towards(evidence.at(MOUTH_RIGHT), 0.5);
        // Without a mesh: the chin is a little less far below the mouth than the mouth is below the nose.
        Vec chin = evidence.face().isEmpty()
                ? nose.towards(mouth, 1.8)
                : evidence.face().get(MESH_CHIN);
        return new BodyFrame(ls, rs, evidence.at(LEFT_HIP), evidence.at(RIGHT_HIP), down, side, torso, unit, chin);
    }

    public Vec midShoulders() {
        return leftShoulder.towards(rightShoulder, 0.5);
    }

    public Vec midHips() {
        return leftHip.towards(rightHip, 0.5);
    }

    /** Width between the shoulder joints as it looks in the picture. */
    public double shoulderWidth() {
        return Math.abs(side.dot(leftShoulder.minus(rightShoulder)));
    }

    /** {@code from}, moved by shares of the unit. */
    public Vec at(Vec from, double toLeft, double downwards) {
        return from.plus(side.times(toLeft * unit)).plus(down.times(downwards * unit));
    }
}
