/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures;

import dev.tryon.experts.figures.garment.Garment;
import dev.tryon.experts.figures.person.Person;
import dev.tryon.experts.figures.person.Pose;
import dev.tryon.experts.figures.person.Skeleton;
import dev.tryon.experts.figures.raster.Canvas;
import dev.tryon.experts.figures.raster.Dice;
import dev.tryon.experts.figures.scene.Backdrop;
import dev.tryon.experts.figures.scene.Light;

/**
 * A scene: the photo shows somebody in it and in its light, the product is the scene alone, more of it or less. In {@code before} the person stands in
 * another scene.
 */
final class BgScenario implements Scenario {
    @Override
    public FigureSample draw(Dice dice, PictureSize size) {
        Person person = Person.any(dice.split());
        Skeleton skeleton = Framing.asShopsCrop(person.build(), Pose.any(dice.split()), size, dice.split());
        Garment top = Garment.any(dice.split(), skeleton.unit() * 1.2);
        long scene = dice.integer(0, 1 << 30);
        long folds = dice.integer(0, 1 << 30);
        // A scene is taken as it is given, so the pair shows it from where its picture does: another view would have to
        // be guessed.
        Backdrop.View view = Backdrop.View.any(dice.split());
        Canvas photo = scene(scene, size, view);
        Canvas before = scene(scene + 1, size, Backdrop.View.any(dice.split()));
        Canvas product = scene(scene, size, view);
        paint(photo, person, skeleton, top, folds, dice.split());
        paint(before, person, skeleton, top, folds, dice.split());
        return new FigureSample(photo, before, product, Evidence.of(skeleton, size.width(), size.height()));
    }

    private static Canvas scene(long seed, PictureSize size, Backdrop.View view) {
        Canvas canvas = new Canvas(size.width(), size.height());
        Backdrop.paint(canvas, new Dice(seed), view);
        return canvas;
    }

    private static void paint(Canvas canvas, Person person, Skeleton skeleton, Garment top, long folds, Dice dice) {
        Light light = Light.of(canvas, dice);
        FloorShadow.paint(canvas, skeleton, light);
        FigurePainter.paint(canvas, light, person, skeleton, top, folds);
    }
}
