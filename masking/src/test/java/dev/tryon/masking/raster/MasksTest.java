/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.raster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.photo.NativeOpenCv;
import org.junit.jupiter.api.Test;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Size;

class MasksTest {
    static {
        NativeOpenCv.load();
    }

    private static Mat disc(double radius) {
        Mat mask = Shapes.blank(new Size(200, 200));
        Shapes.disc(mask, new Vec(100, 100), radius);
        return mask;
    }

    @Test
    void growsAndShrinksByARadius() {
        Mat mask = disc(40);

        Masks.grow(mask, 10);
        assertThat(mask.get(100, 149)[0]).isEqualTo(255);
        assertThat(mask.get(100, 153)[0]).isZero();

        Masks.grow(mask, -30);
        assertThat(mask.get(100, 118)[0]).isEqualTo(255);
        assertThat(mask.get(100, 123)[0]).isZero();
    }

    @Test
    void leavesAnEmptyMaskEmpty() {
        Mat mask = Shapes.blank(new Size(50, 50));

        Masks.grow(mask, 10);

        assertThat(Core.countNonZero(mask)).isZero();
    }

    @Test
    void dropsSpecksAndCountsWhatStays() {
        Mat mask = disc(40);
        Shapes.disc(mask, new Vec(20, 20), 3);
        Shapes.disc(mask, new Vec(170, 170), 20);

        assertThat(Masks.keepLarge(mask, 0.1)).isEqualTo(2);
        assertThat(mask.get(20, 20)[0]).isZero();
    }

    @Test
    void fillsSmallHolesOnly() {
        Mat mask = disc(60);
        Mat holes = Shapes.blank(mask.size());
        Shapes.disc(holes, new Vec(80, 100), 3);
        Shapes.disc(holes, new Vec(120, 100), 15);
        Masks.subtract(mask, holes);

        Masks.fillHoles(mask, 100);

        assertThat(mask.get(100, 80)[0]).isEqualTo(255);
        assertThat(mask.get(100, 120)[0]).isZero();
    }
}
