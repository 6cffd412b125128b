/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures;

import dev.tryon.experts.figures.garment.Garment;
import dev.tryon.experts.figures.person.Hair;
import dev.tryon.experts.figures.person.Person;
import dev.tryon.experts.figures.person.Pose;
import dev.tryon.experts.figures.person.Skeleton;
import dev.tryon.experts.figures.raster.Canvas;
import dev.tryon.experts.figures.raster.Dice;
import dev.tryon.experts.figures.scene.Backdrop;
import dev.tryon.experts.figures.scene.Light;

/**
 * A face: the photo shows somebody, the product is a portrait of the same face under another light, in another pose, with other hair and clothes. In
 * {@code before} somebody else's face is in the photo.
 */
final class FaceScenario implements Scenario {
    @Override
    public FigureSample draw(Dice dice, PictureSize size) {
        Person person = Person.any(dice.split());
        Skeleton skeleton = Framing.portrait(person.build(), Pose.any(dice.split()), size, dice.split());
        Light light = Light.any(dice.split());
        Garment top = Garment.any(dice.split(), skeleton.unit() * 1.2);
        Canvas photo = new Canvas(size.width(), size.height());
        Backdrop.paint(photo, dice.split());
        Canvas before = photo.copy();
        long folds = dice.integer(0, 1 << 30);
        FigurePainter.paint(photo, light, person, skeleton, top, folds);
        FigurePainter.paint(before, light, person.withFace(dice.integer(0, 1 << 30)), skeleton, top, folds);
        Portrait portrait = portrait(person, size, dice.split());
        return new FigureSample(
                photo, before, portrait.canvas, Evidence.of(skeleton, size.width(), size.height()), portrait.evidence);
    }

    private record Portrait(Canvas canvas, Evidence evidence) {}

    private static Portrait portrait(Person person, PictureSize size, Dice dice) {
        PictureSize small = new PictureSize(size.width() * 4 / 5, size.height() * 4 / 5);
        Skeleton skeleton = Framing.closeUp(person.build(), Pose.any(dice.split()), small, dice.split());
        Canvas canvas = new Canvas(small.width(), small.height());
        Backdrop.paint(canvas, dice.split());
        Light light = Light.any(dice.split());
        Person changed = person.withHair(Hair.any(dice.split()));
        Garment top = Garment.any(dice.split(), skeleton.unit() * 1.2);
        FigurePainter.paint(canvas, light, changed, skeleton, top, dice.integer(0, 1 << 30));
        return new Portrait(canvas, Evidence.of(skeleton, small.width(), small.height()));
    }
}
