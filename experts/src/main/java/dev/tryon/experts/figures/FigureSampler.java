/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures;

import dev.tryon.experts.figures.garment.Garment;
import dev.tryon.experts.figures.garment.Packshot;
import dev.tryon.experts.figures.person.Build;
import dev.tryon.experts.figures.person.Person;
import dev.tryon.experts.figures.person.Pose;
import dev.tryon.experts.figures.person.Skeleton;
import dev.tryon.experts.figures.raster.Canvas;
import dev.tryon.experts.figures.raster.Coverage;
import dev.tryon.experts.figures.raster.Dice;
import dev.tryon.experts.figures.raster.Vec;
import dev.tryon.experts.figures.scene.Backdrop;
import dev.tryon.experts.figures.scene.Light;
import java.awt.geom.Ellipse2D;

/**
 * Draws pairs for the expert {@code top}. Sample {@code i} of seed {@code s} is always the same picture, whatever else is drawn, so
 * a data set can be made in parts. Immutable; may be used by several threads.
 */
final class FigureSampler {
    private final long seed;
    private final int width;
    private final int height;

    FigureSampler(long seed, int width, int height) {
        if (width < 96 || height < 128) {
            throw new IllegalArgumentException(
                    "a photo of %d × %d is too small to draw a person".formatted(width, height));
        }
        this.seed = seed;
        this.width = width;
        this.height = height;
    }

    FigureSample sample(int index) {
        Dice dice = new Dice(seed * 0x9E3779B97F4A7C15L + index * 0xD1B54A32D192ED03L);
        Person person = Person.any(dice.split());
        Pose pose = Pose.any(dice.split());
        Skeleton skeleton = frame(person.build(), pose, dice.split());
        Light light = Light.any(dice.split());
        Garment garment = Garment.any(dice.split(), skeleton.unit() * 1.2);
        Garment other = Garment.any(dice.split(), skeleton.unit() * 1.2);
        Canvas photo = new Canvas(width, height);
        Backdrop.paint(photo, dice.split());
        floorShadow(photo, skeleton, light);
        Canvas before = photo.copy();
        long folds = dice.integer(0, 1 << 30);
        FigurePainter.paint(photo, light, person, skeleton, garment, folds);
        FigurePainter.paint(before, light, person, skeleton, other, folds + 1);
        Canvas product = Packshot.draw(garment, width * 4 / 5, height * 4 / 5, dice.split());
        return new FigureSample(photo, before, product, Evidence.of(skeleton, width, height));
    }

    /** From the hips up to the whole body, as shops crop. */
    private Skeleton frame(Build build, Pose pose, Dice dice) {
        double kind = dice.between(0, 1);
        double feet = build.torso() + build.legs() + 0.4;
        double bottom = kind < 0.35
                ? build.torso() + dice.between(0.15, 0.6)
                : kind < 0.6
                        ? build.torso() + dice.between(0.6, 1.3)
                        : kind < 0.75 ? build.torso() + dice.between(1.3, 2.4) : feet + dice.between(0.05, 0.4);
        double above = dice.chance(0.07) ? dice.between(-0.7, -0.1) : dice.between(0.12, 0.7);
        double unit = height / (above + 1.22 + bottom);
        double x = width / 2.0 + dice.around(-0.35, 0.35) * unit;
        return Skeleton.of(build, pose, new Vec(x, (above + 1.22) * unit), unit);
    }

    private static void floorShadow(Canvas canvas, Skeleton skeleton, Light light) {
        Vec left = skeleton.toe(1);
        Vec right = skeleton.toe(-1);
        double unit = skeleton.unit();
        double y = Math.max(left.y(), right.y());
        int r = (int) Math.max(1, unit * 0.12);
        Ellipse2D pool = new Ellipse2D.Double(
                right.x() - 0.4 * unit - light.x() * unit * 0.4,
                y - 0.12 * unit,
                left.x() - right.x() + 0.8 * unit,
                0.3 * unit);
        canvas.shadow(Coverage.of(pool, canvas.width(), canvas.height(), 2 * r).blurred(r), 0, 0, 0.45, false);
    }
}
