/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.garment;

import dev.tryon.experts.figures.person.Build;
import dev.tryon.experts.figures.person.Legs;
import dev.tryon.experts.figures.person.Skeleton;
import dev.tryon.experts.figures.person.Torso;
import dev.tryon.experts.figures.raster.Dice;
import dev.tryon.experts.figures.scene.Relief;

/** How a dress follows a body, and its folds. Stateless. */
final class WornDress {
    private WornDress() {}

    /** Close at shoulders, chest and waist by its ease; below the hips it falls to the hem and leaves room for the legs. */
    static Torso.Profile profile(Cut cut, Skeleton skeleton) {
        Build build = skeleton.build();
        Torso.Profile body = Torso.Profile.of(build, skeleton.pose().yaw());
        double torso = Math.max(build.torso(), Build.WAIST + 0.3);
        double flatHip = TopPainter.flatProfile(cut).at(2.3);
        double hip = body.at(torso) + 0.04 + 0.5 * Math.max(0, flatHip - 0.78);
        double hem = Math.max(hip * cut.hem() / flatHip, Legs.reach(skeleton, hip, cut.length()));
        double low = torso + 0.45 * (cut.length() - torso);
        double drop = 0.02 + 0.05 * cut.ease();
        return new Torso.Profile(
                new double[] {0, 0.24, Build.ARMPIT, Build.WAIST, torso, low, cut.length()}, new double[] {
                    body.at(0) + drop,
                    body.at(0.24) + drop,
                    body.at(Build.ARMPIT) + 0.03 + 0.08 * cut.ease(),
                    body.at(Build.WAIST) + 0.02 + 0.16 * cut.ease(),
                    hip,
                    hip + (hem - hip) * 0.42,
                    hem
                });
    }

    static void folds(Relief relief, Torso torso, Cut cut, Skeleton skeleton, Dice dice) {
        double unit = skeleton.unit();
        double flare = cut.hem() / Math.max(0.3, cut.waist());
        int count = (int) Math.round(3 + 8 * Math.max(0, flare - 1) + 4 * cut.ease());
        for (int i = 0; i < count; i++) {
            double s = -1 + (2 * i + dice.between(0.5, 1.5)) / count;
            relief.crease(
                    torso.at(s * 0.8, dice.between(1.3, 1.9)),
                    torso.at(s, cut.length() + dice.between(0.6, 1.4)),
                    unit * dice.between(0.06, 0.11),
                    unit * (i % 2 == 0 ? 1 : -1) * (0.03 + 0.03 * Math.min(1, flare - 0.8)));
        }
        for (int i = 0; i < 8; i++) {
            int side = dice.side();
            double v = dice.between(0.7, 1.6);
            relief.crease(
                    torso.at(side, v),
                    torso.at(side * dice.between(-0.1, 0.5), v + dice.between(-0.15, 0.3)),
                    unit * dice.between(0.025, 0.05),
                    unit * dice.between(-0.035, 0.035));
        }
    }
}
