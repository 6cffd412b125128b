/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.photo.NativeOpenCv;
import dev.tryon.masking.raster.Shapes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.Size;

class LowerShapeTest {
    static {
        NativeOpenCv.load();
    }

    /** Two legs from a crotch at row 150 down to a hem. */
    private static LowerShape withLegs(double hem) {
        var mask = Shapes.blank(new Size(300, 400));
        Shapes.polygon(
                mask,
                List.of(
                        new Vec(90, 40),
                        new Vec(210, 40),
                        new Vec(225, hem),
                        new Vec(165, hem),
                        new Vec(150, 150),
                        new Vec(135, hem),
                        new Vec(75, hem)));
        return LowerShape.of(mask);
    }

    @ParameterizedTest
    @ValueSource(doubles = {220, 370})
    void findsTheLegsAndTheCrotchOfShortsAndTrousers(double hem) {
        LowerShape shape = withLegs(hem);

        assertThat(shape.hasLegs()).isTrue();
        assertThat(shape.crotch().distance(new Vec(150, 150))).isLessThan(12);
        assertThat(shape.length()).isCloseTo(hem - 40, within(3.0));
        Vec[] left = shape.leg(true, 1);
        assertThat(left[0].x()).isLessThan(left[1].x());
        assertThat(left[1].x()).isLessThan(150);
        assertThat(left[0].distance(left[1])).isCloseTo(60, within(8.0));
    }

    @Test
    void takesShortsWhoseLegsHardlyPartInOnePiece() {
        assertThat(withLegs(175).hasLegs()).isFalse();
    }

    @Test
    void findsNoLegsOnASkirtEvenWithARaggedHem() {
        var mask = Shapes.blank(new Size(300, 400));
        Shapes.polygon(
                mask,
                List.of(
                        new Vec(110, 40),
                        new Vec(190, 40),
                        new Vec(250, 300),
                        new Vec(160, 300),
                        new Vec(150, 292),
                        new Vec(140, 300),
                        new Vec(50, 300)));

        LowerShape shape = LowerShape.of(mask);

        assertThat(shape.hasLegs()).isFalse();
        assertThat(shape.side(true, 1).x()).isCloseTo(50, within(8.0));
        assertThat(shape.side(false, 1).x()).isCloseTo(250, within(8.0));
        assertThat(shape.side(true, 0).x()).isCloseTo(110, within(4.0));
    }
}
