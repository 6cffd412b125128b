/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures;

import dev.tryon.experts.figures.eyewear.Glasses;
import dev.tryon.experts.figures.eyewear.GlassesPackshot;
import dev.tryon.experts.figures.eyewear.WornGlasses;
import dev.tryon.experts.figures.garment.Garment;
import dev.tryon.experts.figures.person.Person;
import dev.tryon.experts.figures.person.Pose;
import dev.tryon.experts.figures.person.Skeleton;
import dev.tryon.experts.figures.raster.Canvas;
import dev.tryon.experts.figures.raster.Dice;
import dev.tryon.experts.figures.scene.Backdrop;
import dev.tryon.experts.figures.scene.Light;

/** Glasses, worn by somebody; in {@code before} the person wears other glasses, or none. */
final class EyeScenario implements Scenario {
    @Override
    public FigureSample draw(Dice dice, PictureSize size) {
        Person person = Person.any(dice.split());
        Skeleton skeleton = Framing.portrait(person.build(), Pose.any(dice.split()), size, dice.split());
        Light light = Light.any(dice.split());
        Garment top = Garment.any(dice.split(), skeleton.unit() * 1.2);
        Glasses glasses = Glasses.any(dice.split());
        Glasses other = Glasses.any(dice.split());
        Canvas photo = new Canvas(size.width(), size.height());
        Backdrop.paint(photo, dice.split());
        Canvas before = photo.copy();
        long folds = dice.integer(0, 1 << 30);
        Person earlier = dice.chance(0.5) ? person : person.wearing(new WornGlasses(other));
        FigurePainter.paint(photo, light, person.wearing(new WornGlasses(glasses)), skeleton, top, folds);
        FigurePainter.paint(before, light, earlier, skeleton, top, folds);
        Canvas product = GlassesPackshot.draw(glasses, size.width() * 4 / 5, size.width() * 2 / 5, dice.split());
        return new FigureSample(photo, before, product, Evidence.of(skeleton, size.width(), size.height()));
    }
}
