/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.person;

import dev.tryon.experts.figures.raster.Dice;
import dev.tryon.experts.figures.raster.Rgb;
import dev.tryon.experts.figures.raster.Vec;
import dev.tryon.experts.figures.scene.Studio;
import java.awt.geom.Path2D;
import java.util.List;

/**
 * Shoes without detail, for pictures in which they do not matter. Immutable.
 *
 * @param colour of the upper
 */
public record PlainShoes(Rgb colour) implements Footwear {

    public static PlainShoes any(Dice dice) {
        return new PlainShoes(
                dice.chance(0.4)
                        ? Rgb.hsv(0, 0, dice.between(0.75, 0.98))
                        : Rgb.hsv(dice.between(0, 1), dice.between(0, 0.6), dice.between(0.08, 0.6)));
    }

    @Override
    public void paint(Studio studio, Skeleton skeleton, int side) {
        Vec ankle = skeleton.legs().ankles().of(side);
        double unit = skeleton.unit();
        Vec toe = skeleton.toe(side);
        Path2D shoe = new Path2D.Double();
        shoe.moveTo(ankle.x() - 0.14 * unit, ankle.y() - 0.06 * unit);
        shoe.curveTo(
                ankle.x() - 0.16 * unit,
                ankle.y() + 0.16 * unit,
                toe.x() - 0.17 * unit,
                toe.y() - 0.1 * unit,
                toe.x() - 0.16 * unit,
                toe.y());
        shoe.curveTo(
                toe.x() - 0.14 * unit,
                toe.y() + 0.1 * unit,
                toe.x() + 0.14 * unit,
                toe.y() + 0.1 * unit,
                toe.x() + 0.16 * unit,
                toe.y());
        shoe.curveTo(
                toe.x() + 0.17 * unit,
                toe.y() - 0.1 * unit,
                ankle.x() + 0.16 * unit,
                ankle.y() + 0.16 * unit,
                ankle.x() + 0.14 * unit,
                ankle.y() - 0.06 * unit);
        shoe.closePath();
        float[] upper = Skin.linear(colour);
        double sole = toe.y() + 0.02 * unit;
        studio.blob(
                List.of(shoe),
                unit * 0.12,
                (x, y, out) -> {
                    float shade = y > sole ? 0.6f : 1f;
                    out[0] = upper[0] * shade;
                    out[1] = upper[1] * shade;
                    out[2] = upper[2] * shade;
                },
                0.4);
    }
}
