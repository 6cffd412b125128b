/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.masking.DrawnProduct;
import dev.tryon.masking.geometry.Vec;
import org.junit.jupiter.api.Test;

class PackshotShapeTest {
    @Test
    void findsArmpitsHemAndSleevesOfATee() {
        GarmentShape shape = PackshotShape.of(DrawnProduct.teeMask());

        assertThat(shape.leftArmpit().distance(DrawnProduct.LEFT_ARMPIT)).isLessThan(12);
        assertThat(shape.leftHem().distance(new Vec(86, 330))).isLessThan(8);
        assertThat(shape.rightHem().distance(new Vec(214, 330))).isLessThan(8);
        assertThat(shape.leftSleeve()).isNotNull();
        assertThat(shape.rightSleeve()).isNotNull();
    }

    @Test
    void isMirroredAsTheGarmentIs() {
        GarmentShape shape = PackshotShape.of(DrawnProduct.teeMask());

        assertThat(300 - shape.rightArmpit().x()).isCloseTo(shape.leftArmpit().x(), within(4));
        assertThat(300 - shape.rightShoulder().x())
                .isCloseTo(shape.leftShoulder().x(), within(4));
    }

    @Test
    void findsNoSleevesOnAVest() {
        GarmentShape shape = PackshotShape.of(DrawnProduct.vestMask());

        assertThat(shape.leftSleeve()).isNull();
        assertThat(shape.rightSleeve()).isNull();
        assertThat(shape.chestWidth()).isBetween(110.0, 130.0);
    }

    private static org.assertj.core.data.Offset<Double> within(double pixels) {
        return org.assertj.core.data.Offset.offset(pixels);
    }
}
