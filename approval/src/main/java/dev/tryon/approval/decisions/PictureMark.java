/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.decisions;

import dev.tryon.v1.Mark;
import dev.tryon.v1.Point;

/**
 * A place in a picture that a reason speaks of. Immutable.
 *
 * @param x share of the upright picture's width from the left, 0 to 1
 * @param y share of its height from the top, 0 to 1
 */
public record PictureMark(float x, float y, String text) {

    public PictureMark {
        if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1)) {
            throw new IllegalArgumentException("a mark stands in the picture: x and y are 0 to 1");
        }
        if (text.length() > 256) {
            throw new IllegalArgumentException("a mark's text has at most 256 characters");
        }
    }

    Mark message() {
        return Mark.newBuilder()
                .setAt(Point.newBuilder().setX(x).setY(y))
                .setText(text)
                .build();
    }
}
