/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures;

import dev.tryon.experts.figures.garment.Garment;
import dev.tryon.experts.figures.garment.WornTop;
import dev.tryon.experts.figures.person.Body;
import dev.tryon.experts.figures.person.Person;
import dev.tryon.experts.figures.person.Pose;
import dev.tryon.experts.figures.person.Skeleton;
import dev.tryon.experts.figures.raster.Canvas;
import dev.tryon.experts.figures.raster.Coverage;
import dev.tryon.experts.figures.raster.Dice;
import dev.tryon.experts.figures.scene.Light;
import dev.tryon.experts.figures.scene.Studio;

/**
 * Paints a person in a top from back to front. All that is not the top is the same for every top, so two calls make a pair of photos of one
 * person in two tops. Stateless.
 */
final class FigurePainter {
    private FigurePainter() {}

    /**
     * Paints on the canvas, over its backdrop.
     *
     * @param seed of the folds
     */
    static void paint(Canvas canvas, Light light, Person person, Skeleton skeleton, Garment garment, long seed) {
        Dice dice = new Dice(seed);
        Studio studio = new Studio(canvas, light);
        Body body = new Body(studio, skeleton, person);
        WornTop top = new WornTop(studio, garment, skeleton, dice.split());
        Dice left = dice.split();
        Dice right = dice.split();
        body.hairBehind();
        top.behind();
        arms(body, top, skeleton, left, right, true);
        body.trunk();
        if (top.tucked()) {
            top.body();
            body.lower();
        } else {
            body.lower();
            top.body();
        }
        body.head();
        body.hairBefore();
        arms(body, top, skeleton, left, right, false);
    }

    private static void arms(Body body, WornTop top, Skeleton skeleton, Dice left, Dice right, boolean behind) {
        // The arm that is nearer to the camera comes last: the body turned to the right shows its right arm in front.
        int first = skeleton.pose().yaw() > 0 ? 1 : -1;
        Coverage yoke = behind ? null : top.yoke();
        for (int side : new int[] {first, -first}) {
            Pose.Arm arm = side > 0 ? skeleton.pose().left() : skeleton.pose().right();
            if (arm.reach() == Pose.Reach.BEHIND == behind) {
                body.arm(side, top.hiddenArm(), yoke);
                top.sleeve(side, side > 0 ? left : right, yoke);
            }
        }
    }
}
