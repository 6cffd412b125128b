/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tryon.experts.figures.person.Build;
import dev.tryon.experts.figures.person.Pose;
import dev.tryon.experts.figures.person.Skeleton;
import dev.tryon.experts.figures.raster.Canvas;
import dev.tryon.experts.figures.raster.Coverage;
import dev.tryon.experts.figures.raster.Dice;
import dev.tryon.experts.figures.raster.Vec;
import dev.tryon.experts.figures.scene.Ground;
import dev.tryon.experts.figures.scene.Light;
import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import org.junit.jupiter.api.Test;

/** A board of a person, a head wide, before a white scene of 400 × 400 whose feet are at about 380. */
class CastShadowTest {
    private static final int SIZE = 400;
    private static final Ground FAR_WALL = new Ground(250, true);
    private static final Ground NEAR_WALL = new Ground(360, true);
    private static final Ground OPEN_FIELD = new Ground(250, false);

    @Test
    void fallsAwayFromTheLight() {
        float[] fromTheRight = darkness(light(0.5), OPEN_FIELD);
        float[] fromTheLeft = darkness(light(-0.5), OPEN_FIELD);

        assertThat(sum(fromTheRight, 0, 150, 300, 370)).isGreaterThan(5 * sum(fromTheRight, 250, 400, 300, 370));
        assertThat(sum(fromTheLeft, 250, 400, 300, 370)).isGreaterThan(5 * sum(fromTheLeft, 0, 150, 300, 370));
    }

    @Test
    void climbsNearWallAndSparesSky() {
        assertThat(sum(darkness(light(0.3), NEAR_WALL), 0, 400, 100, 250)).isGreaterThan(100);
        assertThat(sum(darkness(light(0.3), OPEN_FIELD), 0, 400, 0, 250)).isZero();
    }

    @Test
    void meetsItselfWhereFloorAndWallDo() {
        float[] dark = darkness(light(0.4), NEAR_WALL);

        double floor = sum(dark, 0, 400, 361, 364);
        double wall = sum(dark, 0, 400, 357, 360);
        assertThat(wall / floor).isCloseTo(1, within(0.35));
        assertThat(centre(dark, 362)).isCloseTo(centre(dark, 358), within(6.0));
    }

    @Test
    void isDeeperWhereMoreOfTheLightIsKey() {
        Light soft = new Light(0.3, -0.5, 0.81, 0.2, 0.2, 0.8, 0);
        Light hard = new Light(0.3, -0.5, 0.81, 0.2, 0.8, 0.2, 0);

        assertThat(sum(darkness(hard, FAR_WALL), 0, 400, 250, 360))
                .isGreaterThan(1.5 * sum(darkness(soft, FAR_WALL), 0, 400, 250, 360));
    }

    private static Light light(double x) {
        double length = Math.sqrt(x * x + 0.25 + 1);
        return new Light(x / length, -0.5 / length, 1 / length, 0.2, 0.5, 0.5, 0);
    }

    /** How much darker each pixel became. */
    private static float[] darkness(Light light, Ground ground) {
        Dice dice = new Dice(3);
        Build build = Build.any(dice.split());
        double unit = 45;
        Skeleton probe = Skeleton.of(build, Pose.any(dice.split()), new Vec(200, 0), unit);
        Skeleton skeleton = Skeleton.of(build, probe.pose(), new Vec(200, 380 - CastShadow.feet(probe)), unit);
        Canvas canvas = new Canvas(SIZE, SIZE);
        fill(canvas, new Rectangle(0, 0, SIZE, SIZE));
        CastShadow.paint(canvas, skeleton, light, ground, dice.split(), (board, figure) -> {
            double half = figure.unit() / 2;
            double top = figure.head().y();
            double feet = CastShadow.feet(figure);
            fill(board, new Rectangle2D.Double(figure.pelvis().x() - half, top, 2 * half, feet - top));
        });
        byte[] rgb = canvas.srgb();
        float[] dark = new float[SIZE * SIZE];
        for (int i = 0; i < dark.length; i++) {
            dark[i] = 1 - (rgb[3 * i] & 0xff) / 255f;
        }
        return dark;
    }

    private static void fill(Canvas canvas, Shape shape) {
        canvas.paint(Coverage.of(shape, canvas.width(), canvas.height(), 1), (x, y, out) -> {
            out[0] = 1;
            out[1] = 1;
            out[2] = 1;
        });
    }

    private static double sum(float[] dark, int left, int right, int top, int bottom) {
        double sum = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                sum += dark[y * SIZE + x];
            }
        }
        return sum;
    }

    private static double centre(float[] dark, int y) {
        double moment = 0;
        for (int x = 0; x < SIZE; x++) {
            moment += x * dark[y * SIZE + x];
        }
        return moment / sum(dark, 0, SIZE, y, y + 1);
    }
}
