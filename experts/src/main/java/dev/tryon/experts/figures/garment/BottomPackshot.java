/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.garment;

import dev.tryon.experts.figures.person.Limb;
import dev.tryon.experts.figures.person.Torso;
import dev.tryon.experts.figures.raster.Canvas;
import dev.tryon.experts.figures.raster.Dice;
import dev.tryon.experts.figures.raster.Vec;
import dev.tryon.experts.figures.scene.Light;
import dev.tryon.experts.figures.scene.Relief;
import dev.tryon.experts.figures.scene.Studio;

/** Draws a bottom as a shop shows it: alone, spread out on a light ground. Stateless. */
public final class BottomPackshot {
    private BottomPackshot() {}

    /** A new picture of the garment; it fills the frame as well as its shape allows. */
    public static Canvas draw(Bottom bottom, int width, int height, Dice dice) {
        Canvas canvas = new Canvas(width, height);
        Packshot.paper(canvas, dice);
        BottomCut cut = bottom.cut();
        boolean skirt = cut.kind() == BottomCut.Kind.SKIRT;
        double end = cut.legEnd();
        // Wide legs are laid further apart, so that a gap shows between them.
        double gap = (cut.leg(end) + cut.leg(0) - BottomCut.HIP_HALF + 0.08) / Math.min(1, end);
        double spread = Math.max(dice.between(0.02, 0.3), gap);
        double reach = skirt
                ? Math.max(cut.hem(), BottomCut.HIP_HALF)
                : Math.max(BottomCut.HIP_HALF, 0.4 + spread * end + Math.max(cut.leg(0.5), cut.leg(end)));
        double unit = Math.min(width * dice.between(0.4, 0.47) / reach, height * 0.93 / (cut.length() + 0.1));
        Vec waist = new Vec(width / 2.0, (height - cut.length() * unit) / 2);
        Studio studio = new Studio(canvas, Light.studio(dice));
        BottomPainter painter = new BottomPainter(studio, bottom, unit, 0);
        Relief relief = new Relief(width, height);
        double low = cut.length() * unit;
        relief.bumps(dice, waist.plus(-unit, 0), waist.plus(unit, low), 16, unit * 0.07, unit * 0.03);
        double hem = skirt ? cut.length() : Bottom.HIP + 0.42;
        double[] depths = new double[9];
        double[] halves = new double[9];
        for (int i = 0; i < depths.length; i++) {
            depths[i] = hem * i / 8;
            halves[i] = cut.half(depths[i]);
        }
        Torso hips = new Torso(
                new Torso.Axis(waist, new Vec(0, unit), 0, 0, Math.max(hem, 1)),
                new Torso.Profile(depths, halves),
                dice.between(0.3, 0.7),
                0,
                skirt ? dice.between(0, 0.06) : 0);
        if (skirt) {
            painter.pleats(hips, 0, hem, relief);
        } else {
            for (int side = -1; side <= 1; side += 2) {
                painter.leg(leg(cut, waist, unit, side, spread), side, relief);
            }
        }
        painter.hips(hips, 0, hem, 1, relief);
        return canvas;
    }

    private static Limb leg(BottomCut cut, Vec waist, double unit, int side, double spread) {
        // The outside of the leg goes on from the hip.
        Vec hip = waist.plus(side * (BottomCut.HIP_HALF - cut.leg(0)) * unit, Bottom.HIP * unit);
        Vec ankle = hip.plus(side * spread * unit, Bottom.LEG * unit);
        return new Limb(hip, hip.towards(ankle, 0.5), ankle, v -> cut.leg(v) * unit, 0.7);
    }
}
