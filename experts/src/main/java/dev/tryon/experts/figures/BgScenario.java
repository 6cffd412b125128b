/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures;

import dev.tryon.experts.figures.garment.Garment;
import dev.tryon.experts.figures.person.Person;
import dev.tryon.experts.figures.person.Pose;
import dev.tryon.experts.figures.person.Skeleton;
import dev.tryon.experts.figures.raster.Canvas;
import dev.tryon.experts.figures.raster.Dice;
import dev.tryon.experts.figures.scene.Backdrop;
import dev.tryon.experts.figures.scene.Ground;
import dev.tryon.experts.figures.scene.Light;

/**
 * A scene: the photo shows somebody in it, in its light and with the shadow that they throw there; the product is the scene alone. In {@code before} the person
 * stands in another scene.
 */
final class BgScenario implements Scenario {
    private static final int MOST_TRIES = 12;

    /** Of people, who are seen down to their feet: of the others little is thrown on what the picture shows. */
    private static final double WHOLE = 0.7;

    @Override
    public FigureSample draw(Dice dice, PictureSize size) {
        Person person = Person.any(dice.split());
        Pose pose = Pose.any(dice.split());
        boolean whole = dice.chance(WHOLE);
        Skeleton skeleton = whole
                ? Framing.fullLength(person.build(), pose, size, dice.split())
                : Framing.asShopsCrop(person.build(), pose, size, dice.split());
        Garment top = Garment.any(dice.split(), skeleton.unit() * 1.2);
        long folds = dice.integer(0, 1 << 30);
        Scene scene = Scene.under(skeleton, size, dice.split());
        long elsewhere = dice.split().integer(0, 1 << 30);
        Canvas product = scene.canvas().copy();
        scene.populate(person, skeleton, top, folds, dice.split());
        return new FigureSample(
                scene.canvas(),
                () -> {
                    Dice another = new Dice(elsewhere);
                    Scene other = Scene.under(skeleton, size, another.split());
                    other.populate(person, skeleton, top, folds, another.split());
                    return other.canvas();
                },
                product,
                Evidence.of(skeleton, size.width(), size.height()),
                null);
    }

    /**
     * A scene, seen from where its picture is taken: another view would have to be guessed.
     *
     * @param canvas painted on
     * @param ground of it
     */
    private record Scene(Canvas canvas, Ground ground) {
        /** One whose floor is under the feet. */
        static Scene under(Skeleton skeleton, PictureSize size, Dice dice) {
            Scene scene = any(size, dice.split());
            double feet = CastShadow.feet(skeleton);
            for (int i = 1; i < MOST_TRIES && !scene.ground.carries(feet, size.height()); i++) {
                scene = any(size, dice.split());
            }
            return scene;
        }

        private static Scene any(PictureSize size, Dice dice) {
            Canvas canvas = new Canvas(size.width(), size.height());
            return new Scene(canvas, Backdrop.paint(canvas, dice.split(), Backdrop.View.any(dice)));
        }

        void populate(Person person, Skeleton skeleton, Garment top, long folds, Dice dice) {
            Light light = Light.of(canvas, dice);
            CastShadow.paint(
                    canvas,
                    skeleton,
                    light,
                    ground,
                    dice,
                    (board, smaller) -> FigurePainter.paint(board, light, person, smaller, top, folds));
            FigurePainter.paint(canvas, light, person, skeleton, top, folds);
        }
    }
}
