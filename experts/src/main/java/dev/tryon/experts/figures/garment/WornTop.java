/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.garment;

import dev.tryon.experts.figures.person.Arms;
import dev.tryon.experts.figures.person.Build;
import dev.tryon.experts.figures.person.Limb;
import dev.tryon.experts.figures.person.Skeleton;
import dev.tryon.experts.figures.person.Torso;
import dev.tryon.experts.figures.raster.Coverage;
import dev.tryon.experts.figures.raster.Dice;
import dev.tryon.experts.figures.scene.Relief;
import dev.tryon.experts.figures.scene.Studio;
import org.jspecify.annotations.Nullable;

/** A top on a body: hung over it by its ease, bent round torso and arms, with folds where bodies make them. Made per drawing; not thread-safe. */
public final class WornTop {
    private static final double TUBE = 1.32;
    private static final double SLOPE = 0.26;
    private final Garment garment;
    private final Skeleton skeleton;
    private final Torso torso;
    private final TopPainter painter;
    private final Relief relief;
    private final Studio studio;

    public WornTop(Studio studio, Garment garment, Skeleton skeleton, Dice dice) {
        this.studio = studio;
        this.garment = garment;
        this.skeleton = skeleton;
        Cut cut = garment.cut();
        double yaw = skeleton.pose().yaw();
        Torso.Axis axis = Torso.Axis.of(skeleton);
        double bow = 0.05 + 0.06 * cut.ease();
        torso = cut.dress()
                ? Torso.hanging(axis, WornDress.profile(cut, skeleton), TUBE, SLOPE, bow)
                : new Torso(axis, worn(cut, skeleton.build(), yaw), TUBE, SLOPE, bow);
        double turn = yaw / (Math.PI / 2);
        painter = new TopPainter(studio, garment, torso, TopPainter.flatProfile(cut), turn, skeleton.unit());
        relief = new Relief(studio.canvas().width(), studio.canvas().height());
        if (cut.dress()) {
            WornDress.folds(relief, torso, cut, skeleton, dice);
        } else {
            folds(dice);
        }
    }

    /** Cloth touches at the shoulders and chest; below, wide cloth hangs straight and tight cloth follows the body. */
    private static Torso.Profile worn(Cut cut, Build build, double yaw) {
        Torso.Profile body = Torso.Profile.of(build, yaw);
        double drop = 0.02 + 0.06 * cut.ease();
        double[] depths = {
            0,
            0.24,
            Build.ARMPIT,
            Build.WAIST,
            Math.max(build.torso(), Build.WAIST + 0.3),
            Math.max(build.torso(), Build.WAIST + 0.3) + 0.6
        };
        double[] halves = new double[depths.length];
        double hang = body.at(Build.ARMPIT) + 0.04 + 0.16 * cut.ease();
        for (int i = 0; i < depths.length; i++) {
            double tight = body.at(depths[i]) + 0.03;
            halves[i] = depths[i] < 0.5
                    ? body.at(depths[i]) + drop
                    : Math.max(tight, tight + (hang - tight) * Math.min(1, 0.25 + cut.ease()));
        }
        if (cut.ribbed()) {
            halves[5] = Math.max(body.at(depths[5]) + 0.02, halves[5] * 0.93);
        }
        return new Torso.Profile(depths, halves);
    }

    private void folds(Dice dice) {
        double unit = skeleton.unit();
        double ease = garment.cut().ease();
        double depth = (0.02 + 0.045 * ease) * unit;
        for (int side = -1; side <= 1; side += 2) {
            for (int i = dice.integer(2, 4); i > 0; i--) {
                relief.crease(
                        torso.at(side * dice.between(0.7, 1), dice.between(0.5, 0.95)),
                        torso.at(side * dice.between(-0.2, 0.5), dice.between(0.9, 1.7)),
                        unit * dice.between(0.03, 0.07),
                        depth * dice.between(-1, 1));
            }
            for (int i = dice.integer(1, 4); i > 0; i--) {
                double v = dice.between(1.1, 1.8);
                relief.crease(
                        torso.at(side * 1.0, v),
                        torso.at(side * dice.between(-0.1, 0.5), v + dice.between(-0.15, 0.3)),
                        unit * dice.between(0.025, 0.05),
                        depth * dice.between(-1, 1));
            }
        }
        for (int i = (int) (2 + 6 * ease); i > 0; i--) {
            double s = dice.between(-0.9, 0.9);
            relief.crease(
                    torso.at(s, dice.between(1.0, 1.7)),
                    torso.at(s + dice.between(-0.2, 0.2), garment.cut().length() + 0.3),
                    unit * dice.between(0.04, 0.09),
                    depth * dice.between(-1.1, 1.1));
        }
        relief.bumps(dice, torso.at(-1, 0.2), torso.at(1, garment.cut().length()), 10, unit * 0.06, depth);
    }

    /** What lies behind the neck; painted before head and neck. */
    public void behind() {
        painter.hood(0.3);
    }

    /** The share of an arm that is inside its sleeve. */
    public double hiddenArm() {
        return Math.max(0, garment.cut().sleeve() - 0.08);
    }

    /** What the shoulders of this top cover of the sleeves. */
    public Coverage yoke() {
        return torso.yoke(studio);
    }

    public void body() {
        painter.body(relief, garment.fabric().gloss());
        painter.collar(relief, 0.2);
    }

    /** Whether the hem is worn inside the trousers; then they are painted after the body. */
    public boolean tucked() {
        return garment.cut().tucks();
    }

    /**
     * One sleeve, or nothing for a sleeveless top.
     *
     * @param side 1 for the person's left
     * @param yoke what the shoulder covers of it, or null when the arm is behind the body
     */
    public void sleeve(int side, Dice dice, @Nullable Coverage yoke) {
        Cut cut = garment.cut();
        double unit = skeleton.unit();
        Limb arm = Arms.surface(skeleton, side, v -> {
            double end = Arms.bare(skeleton.build(), v);
            double hang = Math.max(end + 0.03, (end + cut.sleeveHalf(v) * 0.62) / 2 * (0.85 + 0.4 * cut.ease()));
            double cuff = cut.ribbed() && v > cut.sleeve() - 0.08 ? Math.max(end + 0.02, hang * 0.82) : hang;
            return cuff * unit;
        });
        Relief wrinkles = new Relief(studio.canvas().width(), studio.canvas().height());
        double depth = (0.02 + 0.03 * cut.ease()) * unit;
        for (int i = 0; i < 9; i++) {
            double v = dice.chance(0.5) ? dice.between(0.42, 0.62) : dice.between(0.08, 1);
            double s = dice.between(-1, 1);
            wrinkles.crease(
                    arm.at(s, v),
                    arm.at(-s, v + dice.between(-0.07, 0.07)),
                    unit * dice.between(0.02, 0.045),
                    depth * dice.between(-1, 1));
        }
        painter.sleeve(arm, wrinkles, garment.fabric().gloss(), yoke);
    }
}
