/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.garment;

import dev.tryon.experts.figures.raster.Dice;
import dev.tryon.experts.figures.raster.Texture;
import dev.tryon.experts.figures.raster.Vec;
import java.awt.geom.Rectangle2D;

/**
 * Trousers, shorts or a skirt: cut and cloth, spread out as one texture in heads (x from the middle of the front, y below the waist), which the
 * packshot shows flat and the photo bent round hips and legs. Immutable.
 */
public final class Bottom {
    /** Heads from the waist to the hip joints of the body for which it is cut. */
    static final double HIP = 0.63;
    /** Heads from the hip joint to the ankle of that body. */
    static final double LEG = 3.65;
    /** Where the middle of a trouser leg lies on the texture. */
    private static final double LEG_MIDDLE = 0.42;

    private static final double HALF_WIDTH = 2.6;
    private static final double MARGIN = 0.5;
    private static final double HEIGHT = HIP + LEG + 2 * MARGIN;

    private final BottomCut cut;
    private final Fabric fabric;
    private final Texture texture;

    private Bottom(BottomCut cut, Fabric fabric, BottomDetails details, double pixelsPerHead) {
        this.cut = cut;
        this.fabric = fabric;
        texture = Texture.painted(
                (int) (2 * HALF_WIDTH * pixelsPerHead), (int) (HEIGHT * pixelsPerHead), 2 * HALF_WIDTH, HEIGHT, g -> {
                    g.translate(HALF_WIDTH, MARGIN);
                    Rectangle2D area = new Rectangle2D.Double(-HALF_WIDTH, -MARGIN, 2 * HALF_WIDTH, HEIGHT);
                    g.setColor(fabric.base().awt());
                    g.fill(area);
                    fabric.pattern().paint(g, area, fabric, new Dice(fabric.seed()));
                    details.paint(g, cut, fabric);
                });
    }

    /** @param pixelsPerHead resolution of its texture; about that of the photo */
    public static Bottom any(Dice dice, double pixelsPerHead) {
        BottomCut cut = BottomCut.any(dice.split());
        Fabric fabric = Fabric.lower(dice.split(), cut.kind() == BottomCut.Kind.SKIRT);
        return new Bottom(cut, fabric, BottomDetails.any(dice.split(), cut, fabric), pixelsPerHead);
    }

    /** One whose hem does not fall on the shoes, where there is one in a few throws. */
    public static Bottom showingTheFeet(Dice dice, double pixelsPerHead) {
        BottomCut cut = BottomCut.any(dice.split());
        for (int tries = 0; tries < 6 && !cut.showsTheFeet(); tries++) {
            cut = BottomCut.any(dice.split());
        }
        Fabric fabric = Fabric.lower(dice.split(), cut.kind() == BottomCut.Kind.SKIRT);
        return new Bottom(cut, fabric, BottomDetails.any(dice.split(), cut, fabric), pixelsPerHead);
    }

    public BottomCut cut() {
        return cut;
    }

    Fabric fabric() {
        return fabric;
    }

    /** Colour of the cloth at (x, y) in heads. */
    void at(double x, double y, float[] out) {
        texture.sample(x / (2 * HALF_WIDTH) + 0.5, (y + MARGIN) / HEIGHT, out);
    }

    /**
     * Colour of a leg's cloth.
     *
     * @param side 1 for the wearer's left
     * @param across from −1 to 1 over the front of the leg
     * @param v share from hip to ankle
     */
    void leg(int side, double across, double v, float[] out) {
        Vec at = onLeg(cut, side, across, v);
        at(at.x(), at.y(), out);
    }

    /** Where a point of a leg's front lies on the texture. */
    static Vec onLeg(BottomCut cut, int side, double across, double v) {
        return new Vec(side * LEG_MIDDLE + across * cut.leg(v), HIP + LEG * v);
    }
}
