/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures;

import dev.tryon.experts.figures.garment.Garment;
import dev.tryon.experts.figures.garment.Packshot;
import dev.tryon.experts.figures.person.Person;
import dev.tryon.experts.figures.person.Pose;
import dev.tryon.experts.figures.person.Skeleton;
import dev.tryon.experts.figures.raster.Canvas;
import dev.tryon.experts.figures.raster.Dice;
import dev.tryon.experts.figures.scene.Backdrop;
import dev.tryon.experts.figures.scene.Light;

/** A top, worn by somebody. */
final class TopScenario implements Scenario {
    @Override
    public FigureSample draw(Dice dice, PictureSize size) {
        Person person = Person.any(dice.split());
        Pose pose = Pose.any(dice.split());
        Skeleton skeleton = Framing.asShopsCrop(person.build(), pose, size, dice.split());
        Light light = Light.any(dice.split());
        Garment garment = Garment.any(dice.split(), skeleton.unit() * 1.2);
        Garment other = Garment.any(dice.split(), skeleton.unit() * 1.2);
        Canvas photo = new Canvas(size.width(), size.height());
        Backdrop.paint(photo, dice.split());
        FloorShadow.paint(photo, skeleton, light);
        Canvas before = photo.copy();
        long folds = dice.integer(0, 1 << 30);
        FigurePainter.paint(photo, light, person, skeleton, garment, folds);
        FigurePainter.paint(before, light, person, skeleton, other, folds + 1);
        Canvas product = Packshot.draw(garment, size.width() * 4 / 5, size.height() * 4 / 5, dice.split());
        return new FigureSample(photo, before, product, Evidence.of(skeleton, size.width(), size.height()));
    }
}
