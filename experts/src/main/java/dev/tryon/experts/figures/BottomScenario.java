/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures;

import dev.tryon.experts.figures.garment.Bottom;
import dev.tryon.experts.figures.garment.BottomPackshot;
import dev.tryon.experts.figures.garment.Garment;
import dev.tryon.experts.figures.garment.WornBottom;
import dev.tryon.experts.figures.person.Person;
import dev.tryon.experts.figures.person.PlainShoes;
import dev.tryon.experts.figures.person.Pose;
import dev.tryon.experts.figures.person.Skeleton;
import dev.tryon.experts.figures.raster.Canvas;
import dev.tryon.experts.figures.raster.Dice;
import dev.tryon.experts.figures.scene.Backdrop;
import dev.tryon.experts.figures.scene.Light;

/** Trousers, shorts or a skirt, worn by somebody. */
final class BottomScenario implements Scenario {
    @Override
    public FigureSample draw(Dice dice, PictureSize size) {
        Person person = Person.any(dice.split());
        Pose pose = Pose.any(dice.split());
        Skeleton skeleton = Framing.fullLength(person.build(), pose, size, dice.split());
        Light light = Light.any(dice.split());
        Garment top = Garment.leavingTheWaistFree(dice.split(), skeleton.unit() * 1.2);
        Bottom bottom = Bottom.any(dice.split(), skeleton.unit() * 1.2);
        Bottom other = Bottom.any(dice.split(), skeleton.unit() * 1.2);
        PlainShoes shoes = PlainShoes.any(dice.split());
        Canvas photo = new Canvas(size.width(), size.height());
        Backdrop.paint(photo, dice.split());
        FloorShadow.paint(photo, skeleton, light);
        Canvas before = photo.copy();
        long folds = dice.integer(0, 1 << 30);
        FigurePainter.paint(photo, light, person.in(new WornBottom(bottom, shoes, folds)), skeleton, top, folds);
        FigurePainter.paint(before, light, person.in(new WornBottom(other, shoes, folds + 1)), skeleton, top, folds);
        Canvas product = BottomPackshot.draw(bottom, size.width() * 4 / 5, size.height() * 4 / 5, dice.split());
        return new FigureSample(photo, before, product, Evidence.of(skeleton, size.width(), size.height()));
    }
}
