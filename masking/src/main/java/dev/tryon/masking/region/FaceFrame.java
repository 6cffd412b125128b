/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.geometry.Vec;
import java.util.Arrays;
import java.util.List;

/**
 * A face as a frame of reference, from MediaPipe's mesh, in pixels. Left and right are the person's own. Immutable.
 *
 * @param mesh 468 points
 * @param across from the right eye to the left one, length 1
 * @param down at right angles to it, towards the chin, length 1
 * @param height from the top of the forehead to the chin: the unit of all lengths; hardly changes when a head turns
 * @param turn in [-1, 1]: 0 from the front, 1 with the person's left side towards the camera, -1 with the right
 */
public record FaceFrame(List<Vec> mesh, Vec across, Vec down, double height, double turn) {
    private static final int FOREHEAD = 10;
    private static final int CHIN = 152;
    private static final int NOSE_TIP = 1;
    private static final int RIGHT_SIDE = 234;
    private static final int LEFT_SIDE = 454;
    private static final int RIGHT_EYE_OUTER = 33;
    private static final int LEFT_EYE_OUTER = 263;

    /** The outline of the mesh, clockwise from the forehead. */
    private static final int[] OVAL = {
        10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149,
        150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109
    };

    /** Only of evidence with a face. */
    public static FaceFrame of(Evidence evidence) {
        List<Vec> mesh = evidence.face();
        Vec across = mesh.get(LEFT_EYE_OUTER).minus(mesh.get(RIGHT_EYE_OUTER)).unit();
        Vec turned = across.quarterTurn();
        Vec length = mesh.get(CHIN).minus(mesh.get(FOREHEAD));
        Vec down = turned.dot(length) >= 0 ? turned : turned.times(-1);
        double right = across.dot(mesh.get(NOSE_TIP).minus(mesh.get(RIGHT_SIDE)));
        double left = across.dot(mesh.get(LEFT_SIDE).minus(mesh.get(NOSE_TIP)));
        double turn = (left - right) / Math.max(1e-6, Math.abs(left) + Math.abs(right));
        return new FaceFrame(mesh, across, down, Math.max(4, length.length()), turn);
    }

    public Vec at(int point) {
        return mesh.get(point);
    }

    /** {@code from}, moved by shares of the height. */
    public Vec at(Vec from, double toLeft, double downwards) {
        return from.plus(across.times(toLeft * height)).plus(down.times(downwards * height));
    }

    public Vec centre() {
        return at(FOREHEAD).towards(at(CHIN), 0.5);
    }

    /** How far a point lies below another along the face, in shares of the height. */
    public double below(Vec point, Vec other) {
        return point.minus(other).dot(down) / height;
    }

    /** The mesh's outline, moved outwards by a share of the height. */
    public List<Vec> oval(double grow) {
        Vec centre = centre();
        return Arrays.stream(OVAL)
                .mapToObj(this::at)
                .map(point -> point.plus(point.minus(centre).unit().times(grow * height)))
                .toList();
    }

    /** Share of the mesh that lies within the picture. */
    public double inPicture(Evidence evidence) {
        return (double) mesh.stream().filter(evidence::inPicture).count() / mesh.size();
    }
}
