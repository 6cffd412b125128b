/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.garment;

import dev.tryon.experts.figures.person.Build;
import dev.tryon.experts.figures.person.Footwear;
import dev.tryon.experts.figures.person.LegWear;
import dev.tryon.experts.figures.person.Legs;
import dev.tryon.experts.figures.person.Limb;
import dev.tryon.experts.figures.person.Skeleton;
import dev.tryon.experts.figures.person.Skin;
import dev.tryon.experts.figures.person.Torso;
import dev.tryon.experts.figures.raster.Dice;
import dev.tryon.experts.figures.scene.Relief;
import dev.tryon.experts.figures.scene.Studio;

/**
 * A bottom on a body, with shoes. Immutable.
 *
 * @param bottom what is worn
 * @param shoes on the feet
 * @param seed of the folds
 */
public record WornBottom(Bottom bottom, Footwear shoes, long seed) implements LegWear {
    /** Where the waistband sits, heads below the base of the neck. */
    private static final double WAIST = 1.72;

    @Override
    public void paint(Studio studio, Skeleton skeleton, Skin skin) {
        Dice dice = new Dice(seed);
        BottomCut cut = bottom.cut();
        double turn = skeleton.pose().yaw() / (Math.PI / 2);
        BottomPainter painter = new BottomPainter(studio, bottom, skeleton.unit(), turn);
        for (int side : new int[] {-1, 1}) {
            Legs.paint(studio, skeleton, skin, side);
            shoes.paint(studio, skeleton, side);
            if (cut.kind() != BottomCut.Kind.SKIRT) {
                Limb leg = Legs.surface(skeleton, side, v -> radius(skeleton.build(), v));
                painter.leg(leg, side, legFolds(studio, leg, dice, skeleton.unit()));
            }
        }
        double torso = skeleton.build().torso();
        boolean skirt = cut.kind() == BottomCut.Kind.SKIRT;
        double reach = torso - WAIST + skeleton.build().legs();
        double scale = skirt ? (Bottom.HIP + Bottom.LEG) / reach : Bottom.HIP / (torso - WAIST);
        double end = skirt ? WAIST + cut.length() / scale : torso + 0.34;
        Torso hips = Torso.hanging(Torso.Axis.of(skeleton), profile(skeleton, end), 1.3, 0, skirt ? 0.02 : 0.05);
        Relief relief = hipFolds(studio, hips, end, dice, skeleton);
        if (skirt) {
            painter.pleats(hips, WAIST, end, relief);
        }
        painter.hips(hips, WAIST, end, scale, relief);
    }

    /** Cloth is at least as wide as the leg; what is cut wider hangs as a flattened tube. */
    private double radius(Build build, double v) {
        return Math.max(Legs.bare(build, v) * 1.06, bottom.cut().leg(v) * 0.76);
    }

    private Torso.Profile profile(Skeleton skeleton, double end) {
        Torso.Profile body = Torso.Profile.of(skeleton.build(), skeleton.pose().yaw());
        double torso = skeleton.build().torso();
        double hip = body.at(torso) + 0.03;
        if (bottom.cut().kind() != BottomCut.Kind.SKIRT) {
            return new Torso.Profile(
                    new double[] {WAIST, torso, end}, new double[] {body.at(WAIST) + 0.03, hip, hip * 0.92});
        }
        // A hem is never narrower than the legs that stand in it.
        double legs = Legs.reach(skeleton, hip, end);
        double hem = Math.max(hip * bottom.cut().hem() / BottomCut.HIP_HALF * 0.97, legs);
        double low = torso + 0.45 * (end - torso);
        return new Torso.Profile(
                new double[] {WAIST, torso, low, end},
                new double[] {body.at(WAIST) + 0.03, hip, hip + (hem - hip) * 0.42, hem});
    }

    private Relief legFolds(Studio studio, Limb leg, Dice dice, double unit) {
        Relief relief = new Relief(studio.canvas().width(), studio.canvas().height());
        double end = bottom.cut().legEnd();
        boolean wide = bottom.cut().knee() > 0.33;
        for (int i = 0; i < 10; i++) {
            double v = dice.chance(0.5) ? dice.between(0.42, 0.6) : dice.between(0, end);
            double s = dice.between(-1, 1);
            double drop = wide ? dice.between(0.1, 0.35) : dice.between(-0.06, 0.1);
            relief.crease(
                    leg.at(s, v),
                    leg.at(wide ? s * 0.8 : -s * dice.between(0.2, 1), v + drop),
                    unit * dice.between(0.04, 0.08),
                    unit * dice.between(-0.045, 0.045));
        }
        return relief;
    }

    private static Relief hipFolds(Studio studio, Torso hips, double end, Dice dice, Skeleton skeleton) {
        Relief relief = new Relief(studio.canvas().width(), studio.canvas().height());
        double torso = skeleton.build().torso();
        for (int i = 0; i < 7; i++) {
            double s = dice.between(-0.9, 0.9);
            relief.crease(
                    hips.at(s, torso + 0.2),
                    hips.at(s * 1.6, Math.min(end, torso - 0.25)),
                    skeleton.unit() * 0.05,
                    skeleton.unit() * dice.between(-0.045, 0.045));
        }
        return relief;
    }
}
