/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.eyewear;

import dev.tryon.experts.figures.garment.Packshot;
import dev.tryon.experts.figures.raster.Canvas;
import dev.tryon.experts.figures.raster.Dice;
import dev.tryon.experts.figures.raster.Vec;
import dev.tryon.experts.figures.scene.Light;
import dev.tryon.experts.figures.scene.Studio;

/** Draws glasses as a shop shows them: alone, from the front, on a light ground. Stateless. */
public final class GlassesPackshot {
    private GlassesPackshot() {}

    /** A new picture of the glasses. */
    public static Canvas draw(Glasses glasses, int width, int height, Dice dice) {
        Canvas canvas = new Canvas(width, height);
        Packshot.paper(canvas, dice);
        double reach = glasses.middle() + 1.15 * glasses.half() + 0.08;
        double unit = Math.min(
                width * dice.between(0.4, 0.47) / reach, height * 0.42 / (1.35 * glasses.height() + glasses.rim()));
        Vec middle = new Vec(width / 2.0, height / 2.0);
        Studio studio = new Studio(canvas, Light.studio(dice));
        new GlassesPainter(studio, glasses, (x, y) -> middle.plus(x * unit, y * unit), unit).front();
        return canvas;
    }
}
