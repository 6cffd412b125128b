/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.photo.NativeOpenCv;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThinPlateSplineTest {
    static {
        NativeOpenCv.load();
    }

    private static final List<Vec> CORNERS =
            List.of(new Vec(0, 0), new Vec(100, 0), new Vec(0, 100), new Vec(100, 100), new Vec(50, 40));

    @Test
    void takesEveryPointWhereItShouldGo() {
        List<Vec> to = List.of(new Vec(5, 3), new Vec(90, -4), new Vec(7, 120), new Vec(110, 95), new Vec(60, 60));

        ThinPlateSpline spline = new ThinPlateSpline(CORNERS, to, 0);

        for (int i = 0; i < to.size(); i++) {
            assertThat(spline.apply(CORNERS.get(i)).distance(to.get(i))).isLessThan(1e-6);
        }
    }

    @Test
    void isAffineBetweenPointsThatMoveTogether() {
        List<Vec> to =
                CORNERS.stream().map(p -> p.times(2).plus(new Vec(3, -8))).toList();

        ThinPlateSpline spline = new ThinPlateSpline(CORNERS, to, 0);

        assertThat(spline.apply(new Vec(31, 77)).distance(new Vec(65, 146))).isLessThan(1e-6);
    }
}
