/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking;

import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.geometry.Vec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A face mesh with MediaPipe's 468 points where a frontal face has them: oval, eyes, brows, nose and lips by their
 * indices; the others lie on the cheeks. Positions are shares of the oval's half axes from its centre; x grows to the
 * picture's right, which is the person's left.
 */
public final class DrawnFace {
    /** Clockwise as seen, from the top of the forehead. */
    private static final int[] OVAL = {
        10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149,
        150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109
    };

    // The person's right eye, brow and so on, then the left ones in the same order; from the outer corner inwards.
    private static final int[][] LOWER_LID = {
        {33, 7, 163, 144, 145, 153, 154, 155, 133}, {263, 249, 390, 373, 374, 380, 381, 382, 362}
    };
    private static final int[][] UPPER_LID = {
        {33, 246, 161, 160, 159, 158, 157, 173, 133}, {263, 466, 388, 387, 386, 385, 384, 398, 362}
    };
    private static final int[][] UNDER_EYE = {
        {130, 25, 110, 24, 23, 22, 26, 112, 243}, {359, 255, 339, 254, 253, 252, 256, 341, 463}
    };
    private static final int[][] OVER_EYE = {
        {226, 247, 30, 29, 27, 28, 56, 190, 244}, {446, 467, 260, 259, 257, 258, 286, 414, 464}
    };
    private static final int[][] BAG = {
        {31, 228, 229, 230, 231, 232, 233, 128, 245}, {261, 448, 449, 450, 451, 452, 453, 357, 465}
    };
    private static final int[][] LOWER_BROW = {{46, 53, 52, 65, 55}, {276, 283, 282, 295, 285}};
    private static final int[][] UPPER_BROW = {{70, 63, 105, 66, 107}, {300, 293, 334, 296, 336}};

    /** From glabella to the upper lip. */
    private static final int[] NOSE = {9, 8, 168, 6, 197, 195, 5, 4, 1, 19, 94, 2, 164};

    private static final int[][] NOSTRIL = {{129, 49, 48, 64, 98}, {358, 279, 278, 294, 327}};
    private static final int[][] CHEEK = {{234, 116, 117, 50, 205}, {454, 345, 346, 280, 425}};
    private static final int[][] FOREHEAD = {{54, 68, 104, 69, 108}, {284, 298, 333, 299, 337}};

    // From the person's right corner to the left.
    private static final int[] OUTER_LOWER_LIP = {61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291};
    private static final int[] OUTER_UPPER_LIP = {61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291};
    private static final int[] INNER_LOWER_LIP = {78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308};
    private static final int[] INNER_UPPER_LIP = {78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308};
    private static final int[] CHIN = {18, 200, 199, 175};

    private final Vec[] points = new Vec[Evidence.FACE_POINTS];

    private DrawnFace() {
        for (int i = 0; i < points.length; i++) {
            double side = i % 2 == 0 ? -1 : 1;
            points[i] = new Vec(side * (0.4 + 0.02 * (i % 11)), 0.15 + 0.03 * (i % 9));
        }
        for (int i = 0; i < CHIN.length; i++) {
            points[CHIN[i]] = new Vec(0, 0.68 + 0.08 * i);
        }
        points[151] = new Vec(0, -0.7);
        for (int side = 0; side < 2; side++) {
            double out = side == 0 ? -1 : 1;
            arc(CHEEK[side], new Vec(0.95 * out, 0), new Vec(0.4 * out, 0.3), 0);
            arc(FOREHEAD[side], new Vec(0.8 * out, -0.6), new Vec(0.12 * out, -0.68), 0);
            arc(LOWER_BROW[side], new Vec(0.78 * out, -0.32), new Vec(0.16 * out, -0.36), -0.06);
            arc(UPPER_BROW[side], new Vec(0.8 * out, -0.38), new Vec(0.14 * out, -0.42), -0.08);
            arc(BAG[side], new Vec(0.74 * out, -0.14), new Vec(0.16 * out, -0.14), 0.14);
            arc(OVER_EYE[side], new Vec(0.72 * out, -0.2), new Vec(0.16 * out, -0.18), -0.12);
            arc(UNDER_EYE[side], new Vec(0.68 * out, -0.18), new Vec(0.18 * out, -0.16), 0.09);
            arc(LOWER_LID[side], new Vec(0.62 * out, -0.2), new Vec(0.22 * out, -0.18), 0.05);
            arc(UPPER_LID[side], new Vec(0.62 * out, -0.2), new Vec(0.22 * out, -0.18), -0.06);
            arc(NOSTRIL[side], new Vec(0.2 * out, 0.16), new Vec(0.1 * out, 0.28), 0);
        }
        arc(NOSE, new Vec(0, -0.42), new Vec(0, 0.38), 0);
        arc(OUTER_LOWER_LIP, new Vec(-0.32, 0.48), new Vec(0.32, 0.48), 0.12);
        arc(OUTER_UPPER_LIP, new Vec(-0.32, 0.48), new Vec(0.32, 0.48), -0.07);
        arc(INNER_LOWER_LIP, new Vec(-0.28, 0.48), new Vec(0.28, 0.48), 0.04);
        arc(INNER_UPPER_LIP, new Vec(-0.28, 0.48), new Vec(0.28, 0.48), -0.02);
        for (int i = 0; i < OVAL.length; i++) {
            double turn = 2 * Math.PI * i / OVAL.length;
            points[OVAL[i]] = new Vec(Math.sin(turn), -Math.cos(turn));
        }
    }

    /** Points from one place to another, sagging by so much in the middle. */
    private void arc(int[] indices, Vec from, Vec to, double sag) {
        for (int i = 0; i < indices.length; i++) {
            double share = (double) i / (indices.length - 1);
            Vec straight = from.towards(to, share);
            points[indices[i]] = straight.plus(new Vec(0, sag * Math.sin(Math.PI * share)));
        }
    }

    /** The mesh of a face with this oval. */
    public static List<Vec> mesh(Vec centre, double halfWidth, double halfHeight) {
        List<Vec> mesh = new ArrayList<>();
        for (Vec point : new DrawnFace().points) {
            mesh.add(centre.plus(new Vec(point.x() * halfWidth, point.y() * halfHeight)));
        }
        return mesh;
    }

    /** The oval's points, in order around it. */
    public static List<Vec> oval(List<Vec> mesh) {
        return Arrays.stream(OVAL).mapToObj(mesh::get).toList();
    }
}
