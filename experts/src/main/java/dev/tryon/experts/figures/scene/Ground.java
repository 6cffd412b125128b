/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.scene;

/**
 * Where a scene can be stood on. Immutable.
 *
 * @param line y at which the floor ends, in pixels, in the picture or outside; NaN where floor and wall flow into each other
 * @param wall whether something rises there that can be shaded
 */
public record Ground(double line, boolean wall) {
    /** Paper that hangs down and runs out under the feet: no line is seen. */
    static final Ground SEAMLESS = new Ground(Double.NaN, true);

    /** Whether the line is seen in a picture of that height. */
    public boolean seenIn(int height) {
        return line >= 0 && line < height;
    }

    /** Whether somebody whose feet are at {@code feet} stands on this floor: above its line, they would float before the wall. */
    public boolean carries(double feet, int height) {
        return feet >= height || Double.isNaN(line) || line < feet - 0.02 * height;
    }

    Ground in(Backdrop.View view, int height) {
        return new Ground((line - view.top()) / view.size() * height, wall);
    }
}
