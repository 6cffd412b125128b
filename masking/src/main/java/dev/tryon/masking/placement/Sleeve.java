/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import dev.tryon.masking.geometry.Vec;
import java.util.function.UnaryOperator;

/**
 * One sleeve of a garment, laid flat or on an arm; pixels.
 *
 * @param root middle of the armhole
 * @param bend where an elbow is, or would be
 * @param cuff middle of its end
 * @param cuffWidth across the end
 * @param lowest of a flat sleeve that touches the body: below this row everything is body
 */
public record Sleeve(Vec root, Vec bend, Vec cuff, double cuffWidth, double lowest) {
    double length() {
        return root.distance(bend) + bend.distance(cuff);
    }

    Sleeve moved(UnaryOperator<Vec> move, double scale) {
        return new Sleeve(move.apply(root), move.apply(bend), move.apply(cuff), cuffWidth * scale, lowest * scale);
    }
}
