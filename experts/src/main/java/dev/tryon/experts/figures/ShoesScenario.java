/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures;

import dev.tryon.experts.figures.footwear.Shoe;
import dev.tryon.experts.figures.footwear.ShoePackshot;
import dev.tryon.experts.figures.footwear.WornShoes;
import dev.tryon.experts.figures.garment.Bottom;
import dev.tryon.experts.figures.garment.Garment;
import dev.tryon.experts.figures.garment.WornBottom;
import dev.tryon.experts.figures.person.Person;
import dev.tryon.experts.figures.person.Pose;
import dev.tryon.experts.figures.person.Skeleton;
import dev.tryon.experts.figures.raster.Canvas;
import dev.tryon.experts.figures.raster.Dice;
import dev.tryon.experts.figures.scene.Backdrop;
import dev.tryon.experts.figures.scene.Light;

/** Shoes, worn by somebody. */
final class ShoesScenario implements Scenario {
    @Override
    public FigureSample draw(Dice dice, PictureSize size) {
        Person person = Person.any(dice.split());
        Skeleton skeleton = Framing.downToTheFeet(person.build(), Pose.any(dice.split()), size, dice.split());
        Light light = Light.any(dice.split());
        Garment top = Garment.any(dice.split(), skeleton.unit() * 1.2);
        Bottom bottom = Bottom.showingTheFeet(dice.split(), skeleton.unit() * 1.2);
        Shoe shoe = Shoe.any(dice.split());
        Shoe other = Shoe.any(dice.split());
        Canvas photo = new Canvas(size.width(), size.height());
        Backdrop.paint(photo, dice.split());
        FloorShadow.paint(photo, skeleton, light);
        Canvas before = photo.copy();
        long folds = dice.integer(0, 1 << 30);
        FigurePainter.paint(photo, light, person.in(shod(person, bottom, shoe, folds)), skeleton, top, folds);
        FigurePainter.paint(before, light, person.in(shod(person, bottom, other, folds)), skeleton, top, folds);
        Canvas product = ShoePackshot.draw(shoe, size.width() * 4 / 5, size.width() * 3 / 5, dice.split());
        return new FigureSample(photo, before, product, Evidence.of(skeleton, size.width(), size.height()));
    }

    private static WornBottom shod(Person person, Bottom bottom, Shoe shoe, long folds) {
        return new WornBottom(bottom, new WornShoes(shoe, person.skin().base()), folds);
    }
}
