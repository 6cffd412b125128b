/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.masking.DrawnFigure;
import dev.tryon.masking.DrawnProduct;
import dev.tryon.masking.DrawnProducts;
import dev.tryon.masking.FigureDetector;
import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.photo.Photo;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.policy.MaskPolicies;
import dev.tryon.masking.policy.Recipe;
import dev.tryon.masking.region.Region;
import dev.tryon.masking.region.RegionBuilder;
import dev.tryon.v1.Expert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;

/** That every expert's product lands on its region of a drawn person, and nowhere else. */
class ExpertPlacementsTest {
    private static Mat mask(Expert expert) throws PhotoRejectedException {
        try (Evidence evidence = DrawnFigure.evidence()) {
            Region region = new RegionBuilder(MaskPolicies.of(expert)).build(DrawnFigure.photo(), evidence);
            return region.mask();
        }
    }

    private static Mat placed(Expert expert, Mat mask, @Nullable Evidence person, Nudge nudge)
            throws PhotoRejectedException {
        Recipe recipe = MaskPolicies.of(expert).recipe();
        try (Photo product = DrawnProduct.photo(DrawnProducts.of(expert));
                Cutout cutout = ProductCutter.of(recipe, new FigureDetector()).cut(product)) {
            return ProductPlacement.of(recipe).place(cutout, person, mask, nudge);
        }
    }

    private static Mat alpha(Mat rgba) {
        Mat alpha = new Mat();
        Core.extractChannel(rgba, alpha, 3);
        return alpha;
    }

    private static double share(Mat alpha, Mat mask) {
        Mat shown = new Mat();
        Core.compare(alpha, new Scalar(0), shown, Core.CMP_GT);
        Core.bitwise_and(shown, mask, shown);
        return (double) Core.countNonZero(shown) / Core.countNonZero(mask);
    }

    @ParameterizedTest
    @EnumSource(
            value = Expert.class,
            names = {"EXPERT_UNSPECIFIED", "UNRECOGNIZED"},
            mode = EnumSource.Mode.EXCLUDE)
    void liesWithinTheMaskAndFillsAGoodPartOfIt(Expert expert) throws PhotoRejectedException {
        Mat mask = mask(expert);
        try (Evidence person = DrawnFigure.evidence()) {
            Mat alpha = alpha(placed(expert, mask, person, Nudge.NONE));

            Mat outside = new Mat();
            Core.subtract(alpha, mask, outside);
            assertThat(Core.countNonZero(outside)).isZero();
            assertThat(share(alpha, mask)).isGreaterThan(0.05);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Expert.class,
            names = {"EXPERT_UNSPECIFIED", "UNRECOGNIZED"},
            mode = EnumSource.Mode.EXCLUDE)
    void liesOnAUsersMaskToo(Expert expert) throws PhotoRejectedException {
        Mat mask = mask(expert);

        Mat alpha = alpha(placed(expert, mask, null, Nudge.NONE));

        assertThat(share(alpha, mask)).isGreaterThan(0.05);
    }

    @ParameterizedTest
    @EnumSource(
            value = Expert.class,
            names = {"EXPERT_UNSPECIFIED", "UNRECOGNIZED"},
            mode = EnumSource.Mode.EXCLUDE)
    void movesWhenItIsNudgedAndIsTheSameOtherwise(Expert expert) throws PhotoRejectedException {
        Mat mask = mask(expert);
        try (Evidence person = DrawnFigure.evidence()) {
            Mat first = placed(expert, mask, person, Nudge.NONE);
            Mat again = placed(expert, mask, person, Nudge.NONE);
            Mat moved = placed(expert, mask, person, new Nudge(0.1, 0.05, 1.1, 0.95, 0.05));

            assertThat(Core.norm(first, again, Core.NORM_INF)).isZero();
            assertThat(Core.norm(first, moved, Core.NORM_INF)).isPositive();
        }
    }
}
