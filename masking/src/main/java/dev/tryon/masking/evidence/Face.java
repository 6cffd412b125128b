/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.evidence;

import dev.tryon.masking.geometry.Vec;

/**
 * A detected face.
 *
 * @param size longer side of its box, in pixels
 * @param rightEye the person's own right eye
 */
record Face(Vec centre, double size, Vec rightEye, Vec leftEye, double score) {
    /** Turn of the eye line, radians, clockwise as the picture is seen. */
    double angle() {
        Vec line = leftEye.minus(rightEye);
        return Math.atan2(line.y(), line.x());
    }
}
