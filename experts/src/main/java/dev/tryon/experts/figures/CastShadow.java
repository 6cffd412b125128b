/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures;

import dev.tryon.experts.figures.person.Skeleton;
import dev.tryon.experts.figures.raster.Canvas;
import dev.tryon.experts.figures.raster.Coverage;
import dev.tryon.experts.figures.raster.Dice;
import dev.tryon.experts.figures.raster.Vec;
import dev.tryon.experts.figures.scene.Ground;
import dev.tryon.experts.figures.scene.Light;
import java.awt.Rectangle;
import java.awt.geom.Ellipse2D;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The shadow that a person throws on floor and wall, as deep and as soft as the light makes it.
 *
 * <p>The person is taken for a board that stands on the floor and faces the camera. With (x, y, z) the direction to the light, the part of the board that is
 * {@code h} above the floor throws its shadow {@code h · z / |y|} behind it and {@code h · x / |y|} beside it. A wall that is {@code d} behind the board is in the
 * shadow of what is {@code d · |y| / z} higher and {@code d · x / z} aside. Both meet where floor and wall do. The shadow takes the key and leaves the
 * sky; its border is as soft as the light is large and what throws it is far. Stateless.
 */
final class CastShadow {
    /** What is seen of a length along the line of sight on the floor: the camera is a little above it. */
    private static final double TILT = 0.25;

    private static final double AROUND = 0.9;

    private CastShadow() {}

    /** Where a person touches the floor. */
    static double feet(Skeleton skeleton) {
        return Math.max(skeleton.toe(1).y(), skeleton.toe(-1).y()) - 0.06 * skeleton.unit();
    }

    /**
     * Darkens the scene, before the person is painted.
     *
     * @param dice for how near the wall is where no floor is seen
     * @param figure paints the person on a canvas where the skeleton stands
     */
    static void paint(
            Canvas canvas,
            Skeleton skeleton,
            Light light,
            Ground ground,
            Dice dice,
            BiConsumer<Canvas, Skeleton> figure) {
        double unit = skeleton.unit();
        double feet = feet(skeleton);
        double near = dice.between(0.4, 1.3) * unit;
        boolean seen = ground.seenIn(canvas.height());
        double wall = seen ? Math.max(0.2 * unit, (feet - ground.line()) / TILT) : near;
        double line = seen ? ground.line() : feet - TILT * (ground.wall() ? wall : 6 * unit);
        Board board = new Board(skeleton, canvas.width(), feet, figure);
        double down = Math.max(0.12, -light.y());
        double onFloor = key(light, down, 0.7);
        double onWall = key(light, light.z(), 0.78);
        float[] values = new float[canvas.width() * canvas.height()];
        for (int y = 0; y < canvas.height(); y++) {
            boolean floor = y > line;
            if (floor ? y > feet : !ground.wall()) {
                continue;
            }
            double h = floor ? (feet - y) / TILT * down / light.z() : line - y + wall * down / light.z();
            double aside = floor ? h * light.x() / down : wall * light.x() / light.z();
            double way = floor ? h / down : wall / light.z();
            double soft = 0.03 + 0.25 * light.wrap() * way / unit;
            double depth = floor ? onFloor : onWall;
            double skyHidden = floor ? 0 : 0.3 * Math.max(0, 1 - wall / (2 * unit));
            for (int x = 0; x < canvas.width(); x++) {
                double dark = depth * board.at(x + aside, feet - h, soft);
                double sky = skyHidden > 0 ? skyHidden * board.at(x, y, AROUND) : 0;
                values[y * canvas.width() + x] = (float) (1 - (1 - dark) * (1 - sky));
            }
        }
        Rectangle everywhere = new Rectangle(0, 0, canvas.width(), canvas.height());
        canvas.shadow(Coverage.of(everywhere, values), 0, 0, 1, false);
        underShoes(canvas, skeleton);
    }

    /** The share of the key in the light that falls on a face which looks so much towards the light, and of the sky by so much. */
    private static double key(Light light, double facing, double sky) {
        double lit = light.key() * (facing + light.wrap()) / (1 + light.wrap());
        return lit / (lit + light.ambient() * sky);
    }

    /** No light gets under a shoe, and little between two of them. */
    private static void underShoes(Canvas canvas, Skeleton skeleton) {
        double unit = skeleton.unit();
        Vec left = skeleton.toe(1);
        Vec right = skeleton.toe(-1);
        List<Ellipse2D> soles = List.of(around(left, 0.2 * unit), around(right, 0.2 * unit));
        shade(canvas, soles, 0.06 * unit, 0.55);
        double x = Math.min(left.x(), right.x());
        Ellipse2D between = new Ellipse2D.Double(
                x - 0.35 * unit, feet(skeleton) - 0.15 * unit, Math.abs(left.x() - right.x()) + 0.7 * unit, 0.3 * unit);
        shade(canvas, List.of(between), 0.15 * unit, 0.3);
    }

    private static Ellipse2D around(Vec toe, double radius) {
        return new Ellipse2D.Double(toe.x() - radius, toe.y() - 0.55 * radius, 2 * radius, 0.8 * radius);
    }

    private static void shade(Canvas canvas, List<Ellipse2D> shapes, double softness, double depth) {
        int r = (int) Math.max(1, softness);
        canvas.shadow(
                Coverage.of(shapes, canvas.width(), canvas.height(), 2 * r).blurred(r), 0, 0, depth, false);
    }
}
